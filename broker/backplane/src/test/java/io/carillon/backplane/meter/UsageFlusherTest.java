package io.carillon.backplane.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.KeyUse;
import io.carillon.backplane.KeyUses;
import io.carillon.backplane.MovingClock;
import io.carillon.backplane.Traffic;
import io.carillon.backplane.UsageBatch;
import io.carillon.backplane.UsageBucket;
import io.carillon.backplane.UsageLedger;
import io.carillon.backplane.UsageReport;
import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UsageFlusherTest {

    private static final AppId APP = AppId.of("3");
    private static final AppKey KEY = AppKey.of("a-key");
    private static final ChannelPrefix CHAT = new ChannelPrefix("chat-");

    private final MovingClock clock = new MovingClock();
    private final long minute = clock.millis() / 60_000;
    private final MemoryBackplane backplane = new MemoryBackplane(clock);
    private final UncertainLedger ledger = new UncertainLedger(backplane.usage());
    private final UncertainUses keyUses = new UncertainUses(backplane.keyUses());
    private final UsageMeter meter = new UsageMeter();
    private final KeyLog keys = new KeyLog(clock);
    private final UsageFlusher flusher = new UsageFlusher(meter, keys, ledger, keyUses, clock);
    private final ChannelMeter chat = meter.channel(channel("chat-1"));

    @Test
    void what_is_counted_is_in_the_ledger_a_few_seconds_later() {
        chat.in(5);
        chat.out(3, 15);
        meter.channel(channel("chat-2")).in(7);

        seconds(3);

        assertThat(waiting()).isEqualTo(Map.of(APP, 5L));
        seconds(70);
        assertThat(drained()).containsExactly(new UsageBucket(APP, minute, 0, Map.of(CHAT, new Traffic(2, 3, 12, 15))));
    }

    @Test
    void what_is_counted_belongs_to_the_minute_in_which_it_was() {
        seconds(58);
        chat.in(1);
        seconds(2);
        chat.in(10);
        seconds(80);

        assertThat(drained())
                .containsExactly(
                        new UsageBucket(APP, minute, 0, Map.of(CHAT, new Traffic(1, 0, 1, 0))),
                        new UsageBucket(APP, minute + 1, 0, Map.of(CHAT, new Traffic(1, 0, 10, 0))));
    }

    @Test
    void the_peak_of_each_minute_is_told_once_and_who_stays_counts_in_the_next() {
        meter.opened(APP);
        meter.opened(APP);
        meter.closed(APP);
        meter.opened(APP);
        meter.opened(APP);
        meter.closed(APP);
        meter.closed(APP);
        seconds(65);
        meter.closed(APP);
        seconds(135);

        assertThat(drained())
                .containsExactly(
                        new UsageBucket(APP, minute, 3, Map.of()), new UsageBucket(APP, minute + 1, 1, Map.of()));
    }

    @Test
    void what_cannot_be_handed_over_is_kept_and_counts_once_though_only_the_answer_was_lost() {
        chat.in(1);
        ledger.lostSteps = 2;
        seconds(3);
        chat.in(1);
        seconds(3);
        ledger.lostSteps = 0;
        ledger.lostAnswers = 2;
        seconds(3);
        chat.in(1);
        seconds(3);
        ledger.lostAnswers = 0;
        seconds(90);

        assertThat(drained()).containsExactly(new UsageBucket(APP, minute, 0, Map.of(CHAT, new Traffic(3, 0, 3, 0))));
    }

    @Test
    void at_the_end_all_is_handed_over_with_the_peak_of_the_minute_that_is_not_over() {
        meter.opened(APP);
        chat.in(1);
        keys.used(APP, KEY, () -> new KeyLog.User("10.0.0.1", "js 8"));

        flusher.close();

        clock.advance(Duration.ofSeconds(80));
        assertThat(drained()).containsExactly(new UsageBucket(APP, minute, 1, Map.of(CHAT, new Traffic(1, 0, 1, 0))));
        assertThat(uses()).containsExactly(new KeyUse(APP, KEY, clock.instant().minusSeconds(80), "10.0.0.1", "js 8"));
    }

    @Test
    void what_is_counted_while_a_report_is_under_way_is_handed_over_at_the_end_all_the_same() {
        chat.in(1);
        var held = new CompletableFuture<Void>();
        ledger.held = held;
        seconds(3);
        chat.in(1);
        ledger.held = null;

        CompletableFuture<Void> closed = CompletableFuture.runAsync(flusher::close);
        held.complete(null);
        closed.join();

        assertThat(waiting()).isEqualTo(Map.of(APP, 2L));
    }

    @Test
    void more_names_than_there_are_places_are_counted_together_and_places_become_free() {
        for (char first = 'a'; first <= 'z'; first++) {
            for (char second = 'a'; second <= 'c'; second++) {
                meter.channel(channel(first + "" + second + "-1")).in(1);
            }
        }
        ChannelMeter late = meter.channel(channel("late"));
        late.in(1);
        seconds(90);
        // One place has the chat that says nothing, and one more is for the rest.
        assertThat(drained().get(0).traffic())
                .hasSize(UsageLedger.MOST_PREFIXES - 1 + 1)
                .containsKey(ChannelPrefix.REST)
                .doesNotContainKey(new ChannelPrefix("late"));

        seconds(60 * 13);
        meter.channel(channel("late")).in(1);
        chat.in(1);
        seconds(90);

        assertThat(drained())
                .flatExtracting(bucket -> bucket.traffic().keySet())
                .containsExactlyInAnyOrder(new ChannelPrefix("late"), CHAT);
    }

    @Test
    void a_key_is_noticed_once_a_minute() {
        keys.used(APP, KEY, () -> new KeyLog.User("10.0.0.1", null));
        seconds(59);
        keys.used(APP, KEY, () -> new KeyLog.User("10.0.0.2", null));
        seconds(3);
        assertThat(uses()).extracting(KeyUse::address).containsExactly("10.0.0.1");

        keys.used(APP, KEY, () -> new KeyLog.User("10.0.0.3", null));
        keyUses.away = true;
        seconds(6);
        assertThat(uses()).extracting(KeyUse::address).containsExactly("10.0.0.1");
        keyUses.away = false;
        seconds(6);

        assertThat(uses()).extracting(KeyUse::address).containsExactly("10.0.0.3");
    }

    @Test
    void the_length_of_a_text_is_that_of_its_bytes() {
        for (String text : List.of("", "plain", "caf\u00e9", "\u20ac5", "\ud83d\ude00!", "a\ud83d", "\ude00a")) {
            assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private static AppChannel channel(String name) {
        return new AppChannel(APP, ChannelName.of(name));
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofSeconds(1));
            flusher.tick();
        }
    }

    private Map<AppId, Long> waiting() {
        return backplane.usage().waiting().toCompletableFuture().join().messages();
    }

    private List<UsageBucket> drained() {
        List<UsageBatch> batches = backplane
                .usage()
                .drain(new UsageLedger.Drainer("one"), 1_000, Duration.ofSeconds(1))
                .toCompletableFuture()
                .join();
        backplane
                .usage()
                .acknowledge(batches.stream().map(UsageBatch::id).toList())
                .toCompletableFuture()
                .join();
        return batches.stream().flatMap(batch -> batch.buckets().stream()).toList();
    }

    private List<KeyUse> uses() {
        return backplane.keyUses().lastUses(APP).toCompletableFuture().join();
    }

    private static <T> CompletableFuture<T> away() {
        return CompletableFuture.failedFuture(
                new BackplaneUnavailableException("cut", new IllegalStateException("cut by the test")));
    }

    /** A real ledger, on a way on which steps or their answers may be lost. */
    private static final class UncertainLedger implements UsageLedger {

        private final UsageLedger there;
        private int lostSteps;
        private int lostAnswers;
        private @Nullable CompletableFuture<Void> held;

        UncertainLedger(UsageLedger there) {
            this.there = there;
        }

        @Override
        public CompletionStage<Void> add(UsageReport report) {
            if (lostSteps > 0) {
                return away();
            }
            CompletionStage<Void> step = there.add(report);
            CompletableFuture<Void> waitFor = held;
            return lostAnswers > 0 ? away() : waitFor == null ? step : step.thenCompose(done -> waitFor);
        }

        @Override
        public CompletionStage<List<UsageBatch>> drain(Drainer drainer, int limit, Duration patience) {
            return there.drain(drainer, limit, patience);
        }

        @Override
        public CompletionStage<Void> acknowledge(Collection<UsageBatch.Id> batches) {
            return there.acknowledge(batches);
        }

        @Override
        public CompletionStage<Waiting> waiting() {
            return there.waiting();
        }
    }

    private static final class UncertainUses implements KeyUses {

        private final KeyUses there;
        private boolean away;

        UncertainUses(KeyUses there) {
            this.there = there;
        }

        @Override
        public CompletionStage<Void> used(Collection<KeyUse> uses) {
            return away ? UsageFlusherTest.away() : there.used(uses);
        }

        @Override
        public CompletionStage<List<KeyUse>> lastUses(AppId app) {
            return there.lastUses(app);
        }
    }
}
