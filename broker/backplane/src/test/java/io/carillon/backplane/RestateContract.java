package io.carillon.backplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.Standing.Arrival;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that does not know what the others know of it says anew all that it has. */
public abstract class RestateContract extends BackplaneContract {

    private final AppChannel room = channel("presence-room");
    private final AppChannel news = channel("news");
    private final Member ann = new Member(UserId.of("ann"), "{\"name\":\"Ann\"}");
    private final Member bob = new Member(UserId.of("bob"), "{\"name\":\"Bob\"}");

    @Test
    void members_come_along_under_a_new_id_and_nobody_is_announced() {
        Position start = a.join(room, "1.1", ann).position();
        TestNode witness = c;
        witness.occupy(room, 1);
        leasesRunOutBut(b, c);

        Standing standing = b.restate(room, new Stake(0, Map.of(SocketId.of("1.1"), ann)));
        b.bury(a);

        assertThat(standing).isEqualTo(new Standing(start, List.of(new Arrival(ann, start))));
        assertThat(witness.heard(room)).isEmpty();
        assertThat(c.members(room)).containsExactly(ann);
    }

    @Test
    void who_was_not_there_joins_and_is_announced() {
        Position start = a.join(room, "1.1", ann).position();

        Standing standing =
                b.restate(room, new Stake(0, Map.of(SocketId.of("2.2"), bob, SocketId.of("3.3"), Member.of("bob"))));

        assertThat(standing)
                .isEqualTo(new Standing(
                        start.next(), List.of(new Arrival(ann, start), new Arrival(bobAsTold(), start.next()))));
        assertThat(a.heard(room))
                .containsExactly(
                        new Envelope.MemberAdded(room, start, ann),
                        new Envelope.MemberAdded(room, start.next(), bobAsTold()));
    }

    @Test
    void who_is_not_there_any_more_leaves_and_is_announced() {
        a.join(room, "1.1", ann);
        Position before = b.join(room, "2.2", bob).position();
        b.join(room, "3.3", "carl");

        b.restate(room, new Stake(0, Map.of(SocketId.of("2.2"), bob)));

        assertThat(a.heard(room))
                .endsWith(new Envelope.MemberRemoved(room, before.next().next(), UserId.of("carl")));
        assertThat(c.members(room)).containsExactly(ann, bob);
    }

    @Test
    void a_user_who_changed_connections_meanwhile_is_not_announced() {
        Position start = a.join(room, "1.1", ann).position();
        b.occupy(room, 1);

        a.restate(room, new Stake(0, Map.of(SocketId.of("9.9"), ann)));

        assertThat(b.heard(room)).isEmpty();
        assertThat(a.restate(room, new Stake(0, Map.of(SocketId.of("9.9"), ann)))
                        .position())
                .isEqualTo(start);
    }

    @Test
    void subscribers_are_as_many_as_it_says() {
        a.occupy(news, 7);
        b.occupy(news, 1);

        a.restate(news, new Stake(2, Map.of()));

        assertThat(c.occupancy(news)).isEqualTo(new Occupancy(3, 0));
    }

    @Test
    void a_node_with_nothing_left_is_off_the_route() {
        a.occupy(news, 7);
        a.join(room, "1.1", ann);

        a.restate(news, Stake.NONE);
        a.restate(room, Stake.NONE);

        assertThat(c.occupancy(news)).isEqualTo(Occupancy.NONE);
        assertThat(c.occupancy(room)).isEqualTo(Occupancy.NONE);
        leasesRunOutBut(b);
        assertThat(b.holdings(a, 10)).isEmpty();
    }

    @Test
    void nothing_is_said_of_a_channel_of_which_nothing_is_known() {
        assertThat(a.restate(room, Stake.NONE)).isEqualTo(new Standing(Position.NOWHERE, List.of()));
    }

    @Test
    void it_puts_a_node_on_the_route_that_was_not_there() {
        a.restate(news, new Stake(1, Map.of()));

        b.publish(event(news, "1", Retention.NONE));

        a.inbox().await(delivered(news, null, "1"));
    }

    @Test
    void what_was_published_meanwhile_is_behind_the_position_that_was_reached() {
        Position reached = a.occupy(news, 1);
        leasesRunOutBut(b, c);
        b.publish(event(news, "missed", KEPT));

        Standing standing = c.restate(news, new Stake(1, Map.of()));

        assertThat(c.since(news, reached, 10))
                .isEqualTo(new HistoryStore.HistoryRead.Events(
                        List.of(delivered(news, standing.position(), "missed")), standing.position()));
    }

    @Test
    void the_limit_on_members_does_not_count_for_those_who_were_let_in_long_ago() {
        a.tryJoin(room, "1.1", ann, 1);

        b.restate(room, new Stake(0, Map.of(SocketId.of("2.2"), bob)));

        assertThat(c.members(room)).containsExactly(ann, bob);
    }

    @Test
    void a_user_comes_online_for_those_who_watch() {
        AppChannel user = userChannel("ann");
        Position offline = b.watch(user).position();

        a.restate(user, new Stake(0, Map.of(SocketId.of("1.1"), Member.of("ann"))));
        a.restate(user, Stake.NONE);

        b.inbox().await(new Envelope.UserTurned(user, offline.next(), true));
        b.inbox().await(new Envelope.UserTurned(user, offline.next().next(), false));
    }

    @Test
    void the_dead_have_nothing_to_say() {
        leasesRunOutBut(b);

        assertThatThrownBy(() -> a.restate(room, new Stake(1, Map.of()))).isInstanceOf(NodeBuriedException.class);
        assertThat(b.occupancy(room)).isEqualTo(Occupancy.NONE);
    }

    @Test
    void connections_are_as_many_as_it_says() {
        for (int i = 0; i < 5; i++) {
            Await.done(a.backplane().connections().open(APP, a.id(), 0));
        }

        Await.done(a.backplane().connections().restate(APP, a.id(), 2));
        Await.done(b.backplane().connections().restate(APP, b.id(), 1));
        Await.done(c.backplane().connections().restate(APP, c.id(), 0));

        assertThat(Await.done(b.backplane().connections().of(APP))).isEqualTo(3);
        shared.advance(Duration.ofMinutes(1));
        assertThat(Await.done(b.backplane().connections().of(APP))).isZero();
    }

    /** Two connections of one user came in one step, and either may have been the first. */
    private Member bobAsTold() {
        return c.members(room).stream()
                .filter(member -> member.id().equals(bob.id()))
                .findFirst()
                .orElseThrow();
    }
}
