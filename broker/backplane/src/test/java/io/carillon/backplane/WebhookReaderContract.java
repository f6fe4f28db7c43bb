package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.WebhookWords.assertAlternating;
import static io.carillon.backplane.WebhookWords.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.WebhookQueue.Backlog;
import io.carillon.backplane.WebhookQueue.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How that which is queued for an app's servers is handed out. */
public abstract class WebhookReaderContract extends BackplaneContract {

    private static final News ON = new News(false, true);
    private static final Duration PATIENCE = TestNode.LEASE.dividedBy(2);
    private static final Reader ONE = new Reader("one");
    private static final Reader OTHER = new Reader("other");

    private final AppChannel news = channel("news");
    private final AppChannel room = channel("presence-room");

    @Test
    void what_one_reader_claimed_no_other_gets() {
        a.occupy(news, 1, ON);

        assertThat(claim(ONE)).hasSize(1);
        assertThat(claim(OTHER)).isEmpty();
        assertThat(claim(ONE)).isEmpty();
    }

    @Test
    void a_reader_gets_what_follows_while_it_is_still_at_work() {
        a.occupy(news, 1, ON);
        Transition occupied = claim(ONE).get(0);
        a.report(news, 0, ON);

        assertThat(claim(OTHER)).isEmpty();
        assertThat(claim(ONE))
                .singleElement()
                .isInstanceOf(Transition.ChannelVacated.class)
                .satisfies(vacated -> assertThat(vacated.id()).isGreaterThan(occupied.id()));
    }

    @Test
    void of_many_who_claim_at_the_same_time_each_transition_goes_to_one() {
        for (int i = 0; i < 50; i++) {
            a.occupy(channel("news-" + i), 1, ON);
        }
        List<List<Transition>> claimed = new ArrayList<>();

        Together.run(6, i -> {
            Backplane process = List.of(a, b, c).get(i % 3).backplane();
            List<Transition> mine =
                    done(process.webhooks().claim(new Reader("reader " + i), TestNode.NO_LIMIT, PATIENCE));
            synchronized (claimed) {
                claimed.add(mine);
            }
        });

        assertThat(claimed.stream().flatMap(List::stream).map(Transition::channel))
                .hasSize(50)
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_done_is_forgotten_and_the_shard_is_free_for_others() {
        a.occupy(news, 1, ON);
        List<Transition> claimed = claim(ONE);

        finish(claimed);
        finish(claimed);
        a.report(news, 0, ON);

        assertThat(told(news, claim(OTHER))).containsExactly("vacated");
        assertThat(backlog()).isEqualTo(new Backlog(1, 0));
    }

    @Test
    void what_a_reader_claimed_and_never_finished_is_given_to_another_when_its_patience_is_over() {
        a.occupy(news, 1, ON);
        a.report(news, 0, ON);
        List<Transition> claimed = claim(ONE);
        finish(claimed.subList(0, 1));

        shared.advance(PATIENCE.minusMillis(1));
        assertThat(claim(OTHER)).isEmpty();
        shared.advance(Duration.ofMillis(1));

        assertThat(claim(OTHER)).isEqualTo(claimed.subList(1, 2));
        assertThat(claim(ONE)).isEmpty();
    }

    @Test
    void what_a_reader_left_lying_is_given_out_again_though_it_goes_on_claiming() {
        a.occupy(news, 1, ON);
        List<Transition> forgotten = claim(ONE);
        a.report(news, 0, ON);
        shared.advance(PATIENCE.dividedBy(2));
        List<Transition> next = claim(ONE);

        shared.advance(PATIENCE.dividedBy(2));

        assertThat(next).hasSize(1);
        assertThat(claim(OTHER)).containsExactly(forgotten.get(0), next.get(0));
    }

    @Test
    void what_was_done_late_by_the_one_who_lost_it_is_done_all_the_same() {
        a.occupy(news, 1, ON);
        List<Transition> claimed = claim(ONE);
        shared.advance(PATIENCE);
        claim(OTHER);

        finish(claimed);

        shared.advance(PATIENCE);
        assertThat(claim(ONE)).isEmpty();
    }

    @Test
    void the_patience_of_what_is_done_holds_nobody_to_account_for_what_came_later() {
        a.occupy(news, 1, ON);
        List<Transition> first = claim(ONE);
        shared.advance(PATIENCE.dividedBy(2));
        a.report(news, 0, ON);
        claim(ONE);
        finish(first);

        shared.advance(PATIENCE.dividedBy(2));

        assertThat(claim(OTHER)).isEmpty();
    }

    @Test
    void a_limit_cuts_off_and_the_next_claim_goes_on_from_there() {
        for (int i = 0; i < 5; i++) {
            a.occupy(news, 1, ON);
            a.report(news, 0, ON);
        }

        List<Transition> claimed = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<Transition> some = claim(ONE, 3);
            sizes.add(some.size());
            claimed.addAll(some);
        }

        assertThat(sizes).containsExactly(3, 3, 3, 1, 0);
        assertThat(claimed).extracting(Transition::id).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void nobody_claims_nothing() {
        assertThatThrownBy(() -> claim(ONE, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void transitions_of_one_channel_come_in_order_whichever_nodes_made_them() {
        Together.run(6, thread -> {
            TestNode node = List.of(a, b, c).get(thread % 3);
            for (int i = 0; i < 40; i++) {
                node.join(room, thread + "." + i, "user-" + i % 4, ON);
                node.leave(room, thread + "." + i);
            }
        });

        List<Transition> claimed = claim(ONE);

        assertThat(claimed).extracting(Transition::id).isSorted().doesNotHaveDuplicates();
        assertThat(assertAlternating(told(room, claimed))).isFalse();
        assertThat(claimed).last().isInstanceOf(Transition.ChannelVacated.class);
    }

    @Test
    void a_queue_that_nobody_reads_keeps_the_newest_and_counts_the_lost() {
        int rounds = WebhookQueue.MOST_WAITING / 2 + 50;
        List<CompletableFuture<?>> steps = new ArrayList<>();
        OccupancyStore occupancy = a.backplane().occupancy();
        for (int i = 0; i < rounds; i++) {
            steps.add(occupancy.occupy(news, a.id(), 1, ON).toCompletableFuture());
            steps.add(occupancy.report(news, a.id(), 0, ON).toCompletableFuture());
        }
        done(CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new)));
        a.occupy(news, 1, ON);

        assertThat(backlog()).isEqualTo(new Backlog(WebhookQueue.MOST_WAITING, 101));
        assertThat(claim(ONE)).hasSize(WebhookQueue.MOST_WAITING).last().isInstanceOf(Transition.ChannelOccupied.class);
    }

    @Test
    void what_was_pushed_out_while_a_reader_had_it_holds_up_nobody() {
        a.occupy(news, 1, ON);
        claim(ONE);
        List<CompletableFuture<?>> steps = new ArrayList<>();
        OccupancyStore occupancy = a.backplane().occupancy();
        for (int i = 0; i < WebhookQueue.MOST_WAITING / 2; i++) {
            steps.add(occupancy.report(news, a.id(), 0, ON).toCompletableFuture());
            steps.add(occupancy.report(news, a.id(), 1, ON).toCompletableFuture());
        }
        done(CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new)));

        assertThat(backlog()).isEqualTo(new Backlog(WebhookQueue.MOST_WAITING, 1));
        assertThat(claim(OTHER, 10)).hasSize(10).first().isInstanceOf(Transition.ChannelVacated.class);
    }

    private List<Transition> claim(Reader reader) {
        return claim(reader, TestNode.NO_LIMIT);
    }

    private List<Transition> claim(Reader reader, int limit) {
        return done(b.backplane().webhooks().claim(reader, limit, PATIENCE));
    }

    private void finish(List<Transition> transitions) {
        done(c.backplane().webhooks().done(transitions));
    }

    private Backlog backlog() {
        return done(c.backplane().webhooks().backlog());
    }
}
