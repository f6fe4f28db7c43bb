package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.UsageLedger.Drainer;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How what was used is added up, and given out exactly once. */
public abstract class UsageContract extends BackplaneContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration UNTIL_COMPLETE = Duration.ofMinutes(1).plus(UsageLedger.SETTLING);
    private static final Drainer ONE = new Drainer("one");
    private static final Drainer OTHER = new Drainer("other");
    private static final ChannelPrefix CHAT = new ChannelPrefix("private-chat-");
    private static final ChannelPrefix NEWS = new ChannelPrefix("news");

    // The minute in which every story begins.
    private final long minute = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() / 60;

    @Test
    void what_processes_report_of_a_minute_is_added_up_by_app_and_prefix() {
        report(a, "s1", 1, bucket(APP, minute, 3, Map.of(CHAT, new Traffic(1, 5, 10, 50))));
        report(a, "s1", 2, bucket(APP, minute, 0, Map.of(CHAT, new Traffic(2, 6, 20, 60), NEWS, in(1))));
        report(
                b,
                "s2",
                1,
                bucket(APP, minute, 4, Map.of(CHAT, new Traffic(0, 7, 0, 70))),
                bucket(OTHER_APP, minute, 0, Map.of(NEWS, in(2))));
        shared.advance(UNTIL_COMPLETE);

        assertThat(drained(c, ONE))
                .containsExactlyInAnyOrder(
                        bucket(APP, minute, 7, Map.of(CHAT, new Traffic(3, 18, 30, 180), NEWS, in(1))),
                        bucket(OTHER_APP, minute, 0, Map.of(NEWS, in(2))));
    }

    @Test
    void great_numbers_stay_what_they_are() {
        var much = new Traffic(3, 4_000_000_000L, 5, 4_000_000_000_000_000L);
        report(a, "s1", 1, bucket(APP, minute, 2_000_000, Map.of(CHAT, much)));
        report(a, "s1", 2, bucket(APP, minute, 0, Map.of(CHAT, much)));
        shared.advance(UNTIL_COMPLETE);

        assertThat(drained(b, ONE)).containsExactly(bucket(APP, minute, 2_000_000, Map.of(CHAT, much.plus(much))));
    }

    @Test
    void a_report_made_again_changes_nothing() {
        UsageBucket bucket = bucket(APP, minute, 3, Map.of(CHAT, in(1)));
        report(a, "s1", 1, bucket);
        report(a, "s1", 1, bucket);
        report(a, "s1", 2, bucket);
        report(a, "s1", 1, bucket);
        report(b, "s2", 1, bucket);
        shared.advance(UNTIL_COMPLETE);

        assertThat(drained(c, ONE)).containsExactly(bucket(APP, minute, 6, Map.of(CHAT, in(3))));
    }

    @Test
    void a_minute_is_given_out_when_it_is_over_and_has_settled() {
        report(a, "s1", 1, bucket(APP, minute, 0, Map.of(CHAT, in(1))));

        shared.advance(UNTIL_COMPLETE.minusMillis(1));
        report(a, "s1", 2, bucket(APP, minute + 1, 0, Map.of(CHAT, in(10))));
        assertThat(drain(b, ONE)).isEmpty();
        shared.advance(Duration.ofMillis(1));

        assertThat(drained(b, ONE)).containsExactly(bucket(APP, minute, 0, Map.of(CHAT, in(1))));
    }

    @Test
    void until_it_is_acknowledged_the_same_batch_is_given_out_and_then_never_again() {
        report(a, "s1", 1, bucket(APP, minute, 3, Map.of(CHAT, in(1))));
        shared.advance(UNTIL_COMPLETE);
        List<UsageBatch> first = drain(a, ONE);
        report(a, "s1", 2, bucket(APP, minute, 5, Map.of(CHAT, in(10))));
        shared.advance(Duration.ofMinutes(2));

        assertThat(first).hasSize(1);
        assertThat(drain(b, ONE)).isEqualTo(first);
        acknowledge(first);
        acknowledge(first);

        List<UsageBatch> second = drain(a, ONE);
        assertThat(second)
                .flatExtracting(UsageBatch::buckets)
                .containsExactly(bucket(APP, minute, 5, Map.of(CHAT, in(10))));
        assertThat(second.get(0).id()).isNotEqualTo(first.get(0).id());
        acknowledge(first);
        assertThat(drain(a, ONE)).isEqualTo(second);
        acknowledge(second);
        assertThat(drain(a, ONE)).isEmpty();
    }

    @Test
    void what_one_drainer_has_another_gets_only_when_its_patience_is_over() {
        report(a, "s1", 1, bucket(APP, minute, 3, Map.of(CHAT, in(1))));
        shared.advance(UNTIL_COMPLETE);
        List<UsageBatch> mine = drain(a, ONE);

        shared.advance(PATIENCE.minusMillis(1));
        assertThat(drain(b, OTHER)).isEmpty();
        shared.advance(Duration.ofMillis(1));

        assertThat(drain(b, OTHER)).isEqualTo(mine);
        assertThat(drain(a, ONE)).isEmpty();
    }

    @Test
    void a_limit_cuts_off_and_the_oldest_come_first() {
        for (int i = 0; i < 5; i++) {
            report(a, "s1", i + 1, bucket(APP, minute + i, 0, Map.of(CHAT, in(i + 1))));
            shared.advance(Duration.ofMinutes(1));
        }
        shared.advance(UNTIL_COMPLETE);

        List<Long> minutes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<UsageBatch> some = done(b.backplane().usage().drain(ONE, 2, PATIENCE));
            some.get(0).buckets().forEach(bucket -> minutes.add(bucket.minute()));
            acknowledge(some);
        }

        assertThat(minutes).containsExactly(minute, minute + 1, minute + 2, minute + 3, minute + 4);
        assertThat(drain(b, ONE)).isEmpty();
        assertThatThrownBy(() -> done(b.backplane().usage().drain(ONE, 0, PATIENCE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_bucket_has_only_so_many_prefixes_and_counts_the_others_together() {
        Map<ChannelPrefix, Traffic> many = new HashMap<>();
        for (int i = 0; i < UsageLedger.MOST_PREFIXES; i++) {
            many.put(new ChannelPrefix("p" + i), in(1));
        }
        report(a, "s1", 1, bucket(APP, minute, 0, many));
        report(a, "s1", 2, bucket(APP, minute, 0, Map.of(CHAT, in(2), ChannelPrefix.REST, in(3))));
        report(b, "s2", 1, bucket(APP, minute, 0, Map.of(NEWS, in(4), new ChannelPrefix("p7"), in(5))));
        shared.advance(UNTIL_COMPLETE);

        UsageBucket bucket = drained(c, ONE).get(0);
        assertThat(bucket.traffic())
                .hasSize(UsageLedger.MOST_PREFIXES + 1)
                .containsEntry(ChannelPrefix.REST, in(9))
                .containsEntry(new ChannelPrefix("p7"), in(6))
                .doesNotContainKeys(CHAT, NEWS);
    }

    @Test
    void minutes_of_a_clock_that_is_wrong_are_taken_for_the_present_one() {
        report(a, "s1", 1, bucket(APP, minute + 1, 0, Map.of(CHAT, in(1))));
        report(b, "s2", 1, bucket(APP, minute - 60 * 24 * 30, 0, Map.of(CHAT, in(2))));
        shared.advance(UNTIL_COMPLETE);

        assertThat(drained(c, ONE)).containsExactly(bucket(APP, minute, 0, Map.of(CHAT, in(3))));
    }

    @Test
    void what_waits_is_what_is_in_no_batch_the_present_minute_included() {
        AppId idle = AppId.of("7");
        report(
                a,
                "s1",
                1,
                bucket(APP, minute, 0, Map.of(CHAT, new Traffic(1, 2, 0, 0))),
                bucket(OTHER_APP, minute, 0, Map.of(NEWS, in(5))),
                bucket(idle, minute, 3, Map.of()));
        assertThat(waiting()).isEqualTo(Map.of(APP, 3L, OTHER_APP, 5L));

        shared.advance(UNTIL_COMPLETE);
        report(a, "s1", 2, bucket(APP, minute + 1, 0, Map.of(CHAT, in(7))));
        List<UsageBatch> batches = drain(b, ONE);

        assertThat(waiting()).isEqualTo(Map.of(APP, 7L));
        acknowledge(batches);
        assertThat(waiting()).isEqualTo(Map.of(APP, 7L));
    }

    @Test
    void what_nobody_drains_is_kept_for_days_and_then_lost_and_counted() {
        report(a, "s1", 1, bucket(APP, minute, 0, Map.of(CHAT, in(1))));
        shared.advance(UsageLedger.KEPT);
        report(a, "s1", 2, bucket(APP, minute + UsageLedger.KEPT.toMinutes(), 0, Map.of(CHAT, in(2))));
        assertThat(waiting()).isEqualTo(Map.of(APP, 3L));

        shared.advance(Duration.ofMinutes(1));
        report(a, "s1", 3, bucket(APP, minute + UsageLedger.KEPT.toMinutes() + 1, 0, Map.of(CHAT, in(4))));

        assertThat(waiting()).isEqualTo(Map.of(APP, 6L));
        assertThat(done(c.backplane().usage().waiting()).lostBuckets()).isEqualTo(1);
    }

    @Test
    void of_what_nobody_drains_only_so_many_buckets_are_kept() {
        // So many apps that each shard has more than it may, wherever they lie.
        int apps = 40;
        int minutes = 4_000;
        for (int app = 1; app <= apps; app++) {
            List<UsageBucket> buckets = new ArrayList<>();
            for (int i = 0; i < minutes; i++) {
                buckets.add(bucket(AppId.of("10" + app), minute - i, 0, Map.of(CHAT, in(1))));
            }
            done(a.backplane().usage().add(new UsageReport("s1", app, buckets)));
        }

        UsageLedger.Waiting waiting = done(c.backplane().usage().waiting());
        long kept =
                waiting.messages().values().stream().mapToLong(Long::longValue).sum();
        assertThat(waiting.lostBuckets()).isPositive();
        assertThat(kept + waiting.lostBuckets()).isEqualTo((long) apps * minutes);
    }

    @Test
    void many_processes_report_while_two_drain_and_all_is_counted_once() {
        var kept = new HashMap<String, List<UsageBucket>>();
        var left = new AtomicLong(4);
        shared.advance(Duration.ofHours(1));

        Together.run(6, thread -> {
            TestNode node = List.of(a, b, c).get(thread % 3);
            if (thread < 4) {
                for (int i = 1; i <= 50; i++) {
                    report(node, "s" + thread, i, bucket(APP, minute + i % 5, 0, Map.of(CHAT, in(1))));
                }
                left.decrementAndGet();
            } else {
                boolean over = false;
                while (!over) {
                    over = left.get() == 0;
                    List<UsageBatch> batches = drain(node, new Drainer("drainer " + thread));
                    synchronized (kept) {
                        batches.forEach(batch -> kept.put(batch.id().text(), batch.buckets()));
                    }
                    done(node.backplane()
                            .usage()
                            .acknowledge(batches.stream().map(UsageBatch::id).toList()));
                }
            }
        });

        assertThat(kept.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(UsageBucket::messages)
                        .sum())
                .isEqualTo(200);
        assertThat(waiting()).isEmpty();
    }

    private static UsageBucket bucket(AppId app, long minute, int connections, Map<ChannelPrefix, Traffic> traffic) {
        return new UsageBucket(app, minute, connections, traffic);
    }

    private static Traffic in(long messages) {
        return new Traffic(messages, 0, 0, 0);
    }

    private static void report(TestNode node, String source, long number, UsageBucket... buckets) {
        done(node.backplane().usage().add(new UsageReport(source, number, List.of(buckets))));
    }

    private static List<UsageBatch> drain(TestNode node, Drainer drainer) {
        return done(node.backplane().usage().drain(drainer, 1_000, PATIENCE));
    }

    private static List<UsageBucket> drained(TestNode node, Drainer drainer) {
        return drain(node, drainer).stream()
                .flatMap(batch -> batch.buckets().stream())
                .toList();
    }

    private void acknowledge(List<UsageBatch> batches) {
        done(c.backplane()
                .usage()
                .acknowledge(batches.stream().map(UsageBatch::id).toList()));
    }

    private Map<AppId, Long> waiting() {
        return done(c.backplane().usage().waiting()).messages();
    }
}
