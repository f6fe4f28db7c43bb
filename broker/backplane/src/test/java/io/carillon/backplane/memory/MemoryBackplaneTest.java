package io.carillon.backplane.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Await;
import io.carillon.backplane.HearingInbox;
import io.carillon.backplane.IdempotencyKey;
import io.carillon.backplane.MovingClock;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Publication;
import io.carillon.backplane.PublishOutcome;
import io.carillon.backplane.RecordingInbox;
import io.carillon.backplane.Retention;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only this backplane promises: it answers before it returns, and what is over leaves nothing behind. */
final class MemoryBackplaneTest {

    private static final AppId APP = AppId.of("1");
    private static final News COUNTS = new News(true, false);
    private static final Retention KEPT = new Retention(10, Duration.ofMinutes(2), Duration.ofMinutes(3));

    private final MovingClock clock = new MovingClock();
    private final MemoryBackplane backplane = new MemoryBackplane(clock);
    private final NodeId node = NodeId.fresh();

    @BeforeEach
    void a_node_begins_to_live() {
        Await.done(backplane.nodes().register(node, new RecordingInbox(), Duration.ofDays(1)));
    }

    @Test
    void an_event_that_nobody_hears_and_nothing_keeps_leaves_no_state() {
        publish("news", Retention.NONE, null);

        assertThat(backplane.channelCount()).isZero();
    }

    @Test
    void questions_leave_no_state() {
        Await.done(backplane.occupancy().of(channel("news")));
        Await.done(backplane.presence().members(channel("presence-room")));
        Await.done(backplane.history().lastEvent(channel("cache-news")));
        Await.done(backplane.terminate(AppChannel.ofUser(APP, UserId.of("ann"))));
        Await.done(backplane.occupancy().report(channel("news"), node, 0, COUNTS));

        assertThat(backplane.channelCount()).isZero();
    }

    @Test
    void a_refused_join_leaves_no_state() {
        Await.done(backplane
                .presence()
                .join(channel("presence-x"), node, SocketId.of("1.1"), Member.of("ann"), 0, COUNTS));

        assertThat(backplane.channelCount()).isZero();
    }

    @Test
    void a_channel_vanishes_with_the_last_that_is_in_it() {
        AppChannel room = channel("presence-room");
        AppChannel ann = AppChannel.ofUser(APP, UserId.of("ann"));
        join(room, "1.1");
        occupy(channel("news"));
        Await.done(backplane.presence().watch(ann, node));
        assertThat(backplane.channelCount()).isEqualTo(3);

        leave(room, "1.1");
        Await.done(backplane.occupancy().vacate(room, node));
        vacate(channel("news"));
        Await.done(backplane.presence().unwatch(ann, node));

        assertThat(backplane.channelCount()).isZero();
        assertThat(Await.done(backplane.occupancy().occupied(APP, ""))).isEmpty();
    }

    @Test
    void a_million_channels_that_come_and_go_leave_nothing_behind() {
        for (int i = 0; i < 1_000_000; i++) {
            AppChannel channel = channel("churn-" + i);
            occupy(channel);
            vacate(channel);
        }

        assertThat(backplane.channelCount()).isZero();
        assertThat(backplane.keepingCount()).isZero();
    }

    @Test
    void what_is_kept_in_ever_new_channels_is_cleared_away_by_those_that_follow() {
        for (int i = 0; i < 200_000; i++) {
            publish("kept-" + i, KEPT, new IdempotencyKey("key-" + i, "same"));
            clock.advance(Duration.ofSeconds(1));
        }

        // One comes each second, and each is remembered for the five minutes of its key.
        assertThat(backplane.channelCount()).isLessThanOrEqualTo(300);
        assertThat(backplane.keepingCount()).isLessThanOrEqualTo(300);
    }

    @Test
    void a_heap_of_channels_that_are_over_is_cleared_away_a_few_at_a_time() {
        for (int i = 0; i < 1_000; i++) {
            publish("kept-" + i, KEPT, null);
        }
        clock.advance(Duration.ofMinutes(3));
        assertThat(backplane.channelCount()).isEqualTo(1_000);

        publish("other", Retention.NONE, null);
        int afterOneStep = backplane.channelCount();
        for (int i = 0; i < 250; i++) {
            publish("other", Retention.NONE, null);
        }

        assertThat(afterOneStep).isBetween(990, 999);
        assertThat(backplane.channelCount()).isZero();
        assertThat(backplane.keepingCount()).isZero();
    }

    @Test
    void a_renewal_clears_away_what_a_quiet_time_left() {
        for (int i = 0; i < 1_000; i++) {
            publish("kept-" + i, KEPT, null);
        }
        clock.advance(Duration.ofMinutes(3));

        Await.done(backplane.nodes().renew(node));

        assertThat(backplane.channelCount()).isZero();
    }

    @Test
    void a_channel_that_is_occupied_lets_go_of_what_is_over() {
        occupy(channel("news"));
        publish("news", KEPT, null);
        clock.advance(Duration.ofMinutes(3));

        publish("other", Retention.NONE, null);

        assertThat(backplane.keepingCount()).isZero();
        assertThat(backplane.channelCount()).isEqualTo(1);
    }

    @Test
    void a_channel_waits_to_be_cleared_away_once_however_much_it_keeps() {
        for (int i = 0; i < 1_000; i++) {
            publish("news", KEPT, new IdempotencyKey("key-" + i, "same"));
        }

        assertThat(backplane.keepingCount()).isEqualTo(1);
    }

    @Test
    void channels_whose_names_were_made_to_collide_are_found_as_fast_as_any() {
        // 65,536 names of one hash code. In a plain chain each look would walk past half of them.
        for (int i = 0; i < 65_536; i++) {
            occupy(channel(colliding(i)));
        }

        assertThat(channel(colliding(0)).name())
                .hasSameHashCodeAs(channel(colliding(65_535)).name());
        assertThat(backplane.channelCount()).isEqualTo(65_536);
    }

    @Test
    void every_stage_is_complete_when_its_method_returns() {
        var joined = backplane
                .presence()
                .join(channel("presence-x"), node, SocketId.of("1.1"), Member.of("ann"), 10, COUNTS);

        assertThat(joined.toCompletableFuture()).isDone();
        assertThat(backplane.publish(publication("news", KEPT, null)).toCompletableFuture())
                .isDone();
        assertThat(backplane.nodes().renew(node).toCompletableFuture()).isDone();
    }

    @Test
    void an_inbox_that_fails_keeps_neither_the_publisher_nor_the_others_from_going_on() {
        RecordingInbox inbox = new RecordingInbox();
        NodeId broken = NodeId.fresh();
        NodeId sound = NodeId.fresh();
        Await.done(backplane
                .nodes()
                .register(
                        broken,
                        new HearingInbox(envelope -> {
                            throw new IllegalStateException("on purpose");
                        }),
                        Duration.ofDays(1)));
        Await.done(backplane.nodes().register(sound, inbox, Duration.ofDays(1)));
        Await.done(backplane.occupancy().occupy(channel("news"), broken, 1, News.NONE));
        Await.done(backplane.occupancy().occupy(channel("news"), sound, 1, News.NONE));

        PublishOutcome outcome = publish("news", Retention.NONE, null);

        assertThat(outcome).isEqualTo(new PublishOutcome.Accepted(null));
        assertThat(inbox.envelopes()).hasSize(1);
    }

    @Test
    void its_own_clock_stands_near_the_time_of_day_and_never_goes_back() {
        var steady = new SteadyClock();
        long first = steady.millis();

        assertThat(first).isCloseTo(System.currentTimeMillis(), Offset.offset(10_000L));
        assertThat(steady.instant().toEpochMilli()).isGreaterThanOrEqualTo(first);
    }

    private static String colliding(int number) {
        var name = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    private static AppChannel channel(String name) {
        return new AppChannel(APP, ChannelName.of(name));
    }

    private static Publication publication(String channel, Retention retention, @Nullable IdempotencyKey key) {
        return new Publication(channel(channel), "news", "{}", null, null, retention, key);
    }

    private PublishOutcome publish(String channel, Retention retention, @Nullable IdempotencyKey key) {
        return Await.done(backplane.publish(publication(channel, retention, key)));
    }

    private void join(AppChannel channel, String socket) {
        Await.done(backplane.presence().join(channel, node, SocketId.of(socket), Member.of("ann"), 10, News.NONE));
    }

    private void leave(AppChannel channel, String socket) {
        Await.done(backplane.presence().leave(channel, node, SocketId.of(socket)));
    }

    private void occupy(AppChannel channel) {
        Await.done(backplane.occupancy().occupy(channel, node, 1, News.NONE));
    }

    private void vacate(AppChannel channel) {
        Await.done(backplane.occupancy().report(channel, node, 0, News.NONE));
        Await.done(backplane.occupancy().vacate(channel, node));
    }
}
