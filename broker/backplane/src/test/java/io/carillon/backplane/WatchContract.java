package io.carillon.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who is told when a user comes online or goes offline. */
public abstract class WatchContract extends BackplaneContract {

    private final AppChannel ann = userChannel("ann");

    @Test
    void a_watcher_is_told_of_the_first_sign_in_and_of_the_last_sign_out() {
        PresenceStore.Watched before = c.watch(ann);

        a.join(ann, "1.1", "ann");
        b.join(ann, "2.2", "ann");
        a.leave(ann, "1.1");
        b.leave(ann, "2.2");

        assertThat(before.online()).isFalse();
        assertThat(c.heard(ann))
                .containsExactly(
                        new Envelope.UserTurned(ann, before.position().next(), true),
                        new Envelope.UserTurned(ann, before.position().next().next(), false));
    }

    @Test
    void a_watcher_learns_at_once_who_is_online_already() {
        Position signedIn = a.join(ann, "1.1", "ann").position();

        PresenceStore.Watched watched = c.watch(ann);

        assertThat(watched).isEqualTo(new PresenceStore.Watched(true, signedIn));
        assertThat(c.heard(ann)).isEmpty();
    }

    @Test
    void the_nodes_where_a_user_signs_in_are_not_told_unless_they_watch() {
        a.join(ann, "1.1", "ann");
        b.join(ann, "2.2", "ann");
        a.leave(ann, "1.1");

        assertThat(a.heard(ann)).isEmpty();
        assertThat(b.heard(ann)).isEmpty();
    }

    @Test
    void a_node_may_watch_a_user_who_signs_in_there() {
        PresenceStore.Watched before = a.watch(ann);

        a.join(ann, "1.1", "ann");
        a.publish(event(ann, "{}", Retention.NONE));

        assertThat(a.heard(ann))
                .containsExactly(
                        new Envelope.UserTurned(ann, before.position().next(), true), delivered(ann, null, "{}"));
    }

    @Test
    void watchers_do_not_get_the_users_events() {
        a.join(ann, "1.1", "ann");
        c.watch(ann);

        b.publish(event(ann, "{}", KEPT));

        assertThat(c.heard(ann)).isEmpty();
    }

    @Test
    void watching_does_not_occupy() {
        c.watch(ann);

        assertThat(a.occupancy(ann)).isEqualTo(Occupancy.NONE);
        assertThat(a.members(ann)).isEmpty();
    }

    @Test
    void watching_twice_is_watching_once() {
        PresenceStore.Watched first = c.watch(ann);
        PresenceStore.Watched second = c.watch(ann);

        a.join(ann, "1.1", "ann");

        assertThat(second).isEqualTo(first);
        assertThat(c.heard(ann))
                .containsExactly(new Envelope.UserTurned(ann, first.position().next(), true));
    }

    @Test
    void who_no_longer_watches_is_not_told() {
        c.watch(ann);
        c.unwatch(ann);
        b.unwatch(ann);

        a.join(ann, "1.1", "ann");

        assertThat(c.heard(ann)).isEmpty();
    }

    @Test
    void ending_a_watch_leaves_the_users_own_connections_where_they_are() {
        a.join(ann, "1.1", "ann");
        a.watch(ann);
        a.unwatch(ann);

        b.publish(event(ann, "{}", Retention.NONE));

        assertThat(a.heard(ann)).containsExactly(delivered(ann, null, "{}"));
    }

    @Test
    void leaving_the_route_leaves_the_watch_where_it_is() {
        a.watch(ann);
        a.join(ann, "1.1", "ann");
        a.leave(ann, "1.1");
        a.vacate(ann);

        b.join(ann, "2.2", "ann");

        assertThat(a.heard(ann))
                .extracting(envelope -> ((Envelope.UserTurned) envelope).online())
                .containsExactly(true, false, true);
    }

    @Test
    void a_user_whose_node_died_is_online_until_the_burial() {
        Position signedIn = b.join(ann, "2.2", "ann").position();

        leasesRunOutBut(a, c);
        PresenceStore.Watched watched = c.watch(ann);
        a.claimDead();
        a.bury(b);

        assertThat(watched).isEqualTo(new PresenceStore.Watched(true, signedIn));
        assertThat(c.heard(ann)).containsExactly(new Envelope.UserTurned(ann, signedIn.next(), false));
    }

    @Test
    void amid_sign_ins_and_sign_outs_the_first_answer_and_what_comes_behind_it_tell_the_truth() {
        var answer = new CompletableFuture<PresenceStore.Watched>();
        b.watch(ann);

        Together.run(2, thread -> {
            if (thread == 0) {
                for (int i = 0; i < 101; i++) {
                    a.join(ann, "1." + i, "ann");
                    if (i < 100) {
                        a.leave(ann, "1." + i);
                    }
                }
            } else {
                b.inbox().await(50);
                answer.complete(c.watch(ann));
            }
        });

        List<Boolean> turns = c.heard(ann).stream()
                .map(envelope -> ((Envelope.UserTurned) envelope).online())
                .toList();
        long behind = 201 - answer.join().position().offset();
        assertThat(turns).hasSize((int) behind);
        boolean online = answer.join().online();
        for (boolean turn : turns) {
            assertThat(turn).isNotEqualTo(online);
            online = turn;
        }
        assertThat(online).isTrue();
    }
}
