package io.carillon.backplane.redis;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.LaneCounts;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeBuriedException;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Publication;
import io.carillon.backplane.PublishOutcome;
import io.carillon.backplane.RecordingInbox;
import io.carillon.backplane.Retention;
import io.carillon.backplane.Transition;
import io.carillon.backplane.WebhookQueue;
import io.carillon.backplane.seal.TestVault;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;

/** What only this backplane must bear: another cluster on its Redis, and a Redis that is away, empty, frozen or silent. */
final class RedisBackplaneTest {

    private static final AppChannel NEWS = new AppChannel(AppId.of("1"), ChannelName.of("news"));
    private static final News COUNTS = new News(true, false);
    private static final Retention KEPT = new Retention(100, Duration.ofMinutes(2), Duration.ZERO);
    private static final Duration BRISK = Duration.ofMillis(500);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final RedisServer server = RedisServer.start();
    private final RedisSettings settings = RedisSettings.of(server.url()).withShards(8);
    private final List<RedisBackplane> open = new ArrayList<>();

    @AfterEach
    void end() {
        open.forEach(RedisBackplane::close);
        server.close();
    }

    @Test
    void two_clusters_on_one_redis_never_hear_each_other() {
        RedisBackplane ours = connect(settings);
        RedisBackplane theirs = connect(settings.withPrefix("theirs"));
        RecordingInbox ourInbox = new RecordingInbox();
        RecordingInbox theirInbox = new RecordingInbox();
        NodeId id = occupying(ours, ourInbox);
        done(theirs.nodes().register(id, theirInbox, LEASE));
        done(theirs.occupancy().occupy(NEWS, id, 1, News.NONE));

        publish(ours, "ours");
        publish(theirs, "theirs");

        assertThat(ourInbox.await(1)).extracting(RedisBackplaneTest::data).containsExactly("ours");
        assertThat(theirInbox.await(1)).extracting(RedisBackplaneTest::data).containsExactly("theirs");
        assertThat(done(theirs.occupancy().of(NEWS)).subscriptions()).isEqualTo(1);
    }

    @Test
    void a_process_that_wants_another_number_of_shards_is_refused() {
        connect(settings);

        assertThatThrownBy(() -> connect(settings.withShards(16)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 8 shards")
                .hasMessageContaining("wants 16");
    }

    @Test
    void where_there_is_no_redis_nobody_connects() {
        server.kill();

        assertThatThrownBy(() -> connect(settings)).isInstanceOf(BackplaneUnavailableException.class);
    }

    @Test
    void leases_go_by_the_time_of_redis() {
        RedisBackplane backplane = connect(settings);
        NodeId brief = NodeId.fresh();
        NodeId lasting = NodeId.fresh();
        done(backplane.nodes().register(brief, new RecordingInbox(), Duration.ofMillis(50)));
        done(backplane.nodes().register(lasting, new RecordingInbox(), LEASE));

        until(
                "the lease of 50 ms ran out",
                () -> done(backplane.nodes().living()).equals(Set.of(lasting)));

        assertThat(done(backplane.nodes().renew(brief))).isFalse();
        assertThat(done(backplane.nodes().renew(lasting))).isTrue();
    }

    @Test
    void what_a_lane_missed_while_its_connection_was_away_is_fetched_in_its_order() {
        RedisBackplane backplane = connect(settings);
        RecordingInbox inbox = new RecordingInbox();
        occupying(backplane, inbox);

        for (int i = 0; i < 300; i++) {
            if (i % 100 == 50) {
                server.tell("CLIENT", "KILL", "TYPE", "pubsub");
            }
            publish(backplane, "" + i);
        }

        assertThat(inbox.await(300))
                .extracting(RedisBackplaneTest::data)
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj(i -> "" + i).toList());
        // Counted behind the delivery that ended the wait.
        until("what was fetched is counted", () -> backplane.lanes().refilled() > 0);
        assertThat(backplane.lanes().lost()).isZero();
    }

    @Test
    void channels_and_nodes_that_come_and_go_leave_nothing_behind() {
        RedisBackplane backplane = connect(settings);
        String before = server.tell("DBSIZE");
        NodeId node = NodeId.fresh();
        done(backplane.nodes().register(node, new RecordingInbox(), LEASE));
        AppChannel room = new AppChannel(NEWS.app(), ChannelName.of("presence-room"));
        AppChannel ann = AppChannel.ofUser(NEWS.app(), UserId.of("ann"));
        SocketId socket = SocketId.of("1.1");

        done(backplane.occupancy().occupy(NEWS, node, 1, COUNTS));
        done(backplane.presence().join(room, node, socket, Member.of("ann"), 10, COUNTS));
        done(backplane.presence().join(room, node, socket, Member.of("bob"), 0, COUNTS));
        done(backplane.presence().watch(ann, node));
        done(backplane.connections().open(NEWS.app(), node, 0));
        done(backplane.publish(new Publication(NEWS, "news", "{}", null, null, Retention.NONE, null)));
        done(backplane.terminate(ann));
        done(backplane.presence().leave(room, node, socket));
        done(backplane.occupancy().vacate(room, node));
        done(backplane.occupancy().report(NEWS, node, 0, COUNTS));
        done(backplane.occupancy().vacate(NEWS, node));
        done(backplane.presence().unwatch(ann, node));
        done(backplane.nodes().release(node));

        assertThat(server.tell("DBSIZE")).isEqualTo(before);
    }

    @Test
    void what_a_channel_keeps_goes_with_its_time_though_nobody_looks() {
        RedisBackplane backplane = connect(settings);
        String before = server.tell("DBSIZE");
        Duration brief = Duration.ofMillis(50);

        done(backplane.publish(new Publication(NEWS, "news", "{}", null, null, new Retention(10, brief, brief), null)));

        until("nothing is left", () -> server.tell("DBSIZE").equals(before));
    }

    @Test
    void a_canary_lets_go_of_what_was_heard() {
        RedisBackplane backplane = connectWithoutRounds();
        RecordingInbox inbox = new RecordingInbox();
        NodeId node = occupying(backplane, inbox);
        publish(backplane, "1");
        inbox.await(1);
        var keys = new Keys(settings.prefix(), settings.shards());
        String tail = keys.tail(keys.shardOf(NEWS), node);
        assertThat(server.tell("LLEN", tail)).isEqualTo(":1");

        backplane.sendCanaries();

        until(
                "the tail holds the canary alone",
                () -> server.tell("LLEN", tail).equals(":1")
                        && server.tell("LINDEX", tail, "0").length() < 20);
        assertThat(backplane.isHearing()).isTrue();
    }

    @Test
    void what_a_lane_no_longer_keeps_is_told_to_the_node_for_the_channels_of_that_lane_alone() {
        RedisBackplane backplane = connectWithoutRounds();
        RecordingInbox inbox = new RecordingInbox();
        NodeId node = occupying(backplane, inbox);
        publish(backplane, "1");
        inbox.await(1);
        var keys = new Keys(settings.prefix(), settings.shards());
        int shard = keys.shardOf(NEWS);

        server.tell("DEL", keys.tail(shard, node));
        server.tell("HINCRBY", keys.node(shard, node), "sequence", "5");
        publish(backplane, "7");

        assertThat(inbox.await(2)).extracting(RedisBackplaneTest::data).containsExactly("1", "7");
        assertThat(inbox.misses()).hasSize(1);
        assertThat(inbox.misses().get(0)).accepts(NEWS).rejects(inAnotherShard(keys, shard));
        assertThat(backplane.lanes().lost()).isEqualTo(5);
    }

    private static AppChannel inAnotherShard(Keys keys, int shard) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> new AppChannel(NEWS.app(), ChannelName.of("other-" + i)))
                .filter(channel -> keys.shardOf(channel) != shard)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_channel_that_somebody_has_spoiled_takes_no_other_with_it() {
        RedisBackplane backplane = connect(settings);
        RecordingInbox inbox = new RecordingInbox();
        occupying(backplane, inbox);
        var keys = new Keys(settings.prefix(), settings.shards());
        var spoiled = IntStream.range(0, 1_000)
                .mapToObj(i -> new AppChannel(NEWS.app(), ChannelName.of("spoiled-" + i)))
                .filter(channel -> keys.shardOf(channel) == keys.shardOf(NEWS))
                .findFirst()
                .orElseThrow();
        server.tell("SET", keys.channel(spoiled), "rubbish");
        Retention kept = new Retention(10, Duration.ofMinutes(1), Duration.ZERO);

        // Enough that some of both kinds go together.
        List<CompletionStage<PublishOutcome>> sound = new ArrayList<>();
        List<CompletionStage<PublishOutcome>> failing = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sound.add(backplane.publish(new Publication(NEWS, "news", "" + i, null, null, kept, null)));
            failing.add(backplane.publish(new Publication(spoiled, "news", "{}", null, null, kept, null)));
        }

        assertThat(inbox.await(200))
                .extracting(RedisBackplaneTest::data)
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "" + i).toList());
        sound.forEach(stage -> assertThat(done(stage)).isInstanceOf(PublishOutcome.Accepted.class));
        failing.forEach(
                stage -> assertThatThrownBy(() -> done(stage)).isInstanceOf(BackplaneUnavailableException.class));
    }

    @Test
    void what_no_node_of_ours_wrote_is_rejected_and_counted_and_harms_nobody() {
        RedisBackplane backplane = connect(settings);
        RecordingInbox inbox = new RecordingInbox();
        NodeId node = occupying(backplane, inbox);
        var keys = new Keys(settings.prefix(), settings.shards());
        String lane = keys.lane(keys.shardOf(NEWS), node);

        server.tell("PUBLISH", lane, "");
        server.tell("PUBLISH", lane, "2something");
        server.tell("PUBLISH", lane, "11 1 0 0 E1:14:news999999999:x");
        server.tell("PUBLISH", lane, "1-1 1 0 0 K");
        server.tell("PUBLISH", keys.changes(), "rubbish");
        publish(backplane, "good");

        assertThat(inbox.await(1)).extracting(RedisBackplaneTest::data).containsExactly("good");
        assertThat(backplane.lanes().rejected()).isEqualTo(4);
    }

    @Test
    void what_none_of_our_scripts_queued_is_dropped_and_holds_up_nobody() {
        RedisBackplane backplane = connect(settings);
        var keys = new Keys(settings.prefix(), settings.shards());
        String outbox = keys.outbox(keys.shardOf(NEWS));
        var reader = new WebhookQueue.Reader("reader");
        NodeId node = NodeId.fresh();
        done(backplane.nodes().register(node, new RecordingInbox(), LEASE));

        server.tell("XADD", outbox, "*", "t", "rubbish");
        done(backplane.occupancy().occupy(NEWS, node, 1, new News(false, true)));
        server.tell("XADD", outbox, "*", "t", "2O");

        List<Transition> claimed = done(backplane.webhooks().claim(reader, 10, LEASE));
        assertThat(claimed).singleElement().isInstanceOf(Transition.ChannelOccupied.class);
        done(backplane.webhooks().done(claimed));
        until(
                "nothing is queued any more",
                () -> done(backplane.webhooks().backlog()).waiting() == 0);
    }

    @Test
    void while_redis_is_away_steps_fail_and_when_it_is_back_they_succeed() {
        RedisBackplane backplane = connect(settings);
        occupying(backplane, new RecordingInbox());

        server.kill();
        assertThatThrownBy(() -> publish(backplane, "lost")).isInstanceOf(BackplaneUnavailableException.class);
        server.startAgain();

        until("Redis is back", () -> isTaken(backplane));
    }

    @Test
    void after_redis_came_back_empty_a_node_is_told_to_start_over_and_a_new_one_hears() {
        RedisBackplane backplane = connect(settings);
        NodeId before = occupying(backplane, new RecordingInbox());

        server.kill();
        server.startAgain();
        until("Redis is back", () -> isTaken(backplane));

        assertThat(done(backplane.nodes().renew(before))).isFalse();
        assertThatThrownBy(() -> done(backplane.occupancy().occupy(NEWS, before, 1, News.NONE)))
                .isInstanceOf(NodeBuriedException.class);
        RecordingInbox inbox = new RecordingInbox();
        until("a new node can listen", () -> isOccupying(backplane, inbox));
        publish(backplane, "again");
        assertThat(inbox.await(1)).extracting(RedisBackplaneTest::data).containsExactly("again");
    }

    @Test
    void an_app_outlives_an_empty_redis_until_it_is_written_again() {
        RedisBackplane writer = connect(settings);
        RedisBackplane reader = connect(settings);
        App first = app("First");
        App second = app("Second");
        for (int i = 0; i < 5; i++) {
            done(writer.apps().put(first));
        }
        until("the app is known", () -> done(reader.apps().byId(NEWS.app())).equals(Optional.of(first)));

        server.kill();
        server.startAgain();
        until("Redis is back", () -> isTaken(reader) && isTaken(writer));

        assertThat(done(reader.apps().byId(NEWS.app()))).contains(first);
        done(writer.apps().put(second));
        until(
                "the app is known anew",
                () -> done(reader.apps().byId(NEWS.app())).equals(Optional.of(second)));
    }

    @Test
    void when_redis_has_lost_its_apps_their_owners_are_told_and_everybody_else_finds_them_again() {
        RedisBackplane owner = connect(settings);
        RedisBackplane stranger = connect(settings);
        App app = app("Shop");
        done(owner.apps().put(app));
        var calls = new AtomicInteger();
        var callsAfterwards = new AtomicInteger();
        owner.apps().onLoss(() -> {
            calls.incrementAndGet();
            var unused = owner.apps().put(app);
        });
        owner.apps().onLoss(callsAfterwards::incrementAndGet).close();
        until(
                "the stranger knows which version it is",
                () -> done(stranger.apps().byId(NEWS.app())).isPresent());

        server.tell("FLUSHALL");

        var keys = new Keys(settings.prefix(), settings.shards());
        until(
                "the app is there again",
                () -> server.tell("HEXISTS", keys.apps(), NEWS.app().value()).equals(":1"));
        assertThat(done(stranger.apps().byId(NEWS.app()))).contains(app);
        assertThat(calls).hasValue(1);
        assertThat(callsAfterwards).hasValue(0);
    }

    @Test
    void a_process_without_nodes_knows_whether_redis_answers() {
        RedisBackplane backplane = connect(settings);
        assertThat(backplane.isHearing()).isTrue();

        server.kill();
        until("the absence is noticed", () -> !backplane.isHearing());
        server.startAgain();

        until("the return is noticed", backplane::isHearing);
    }

    @Test
    void what_arrives_on_the_lanes_is_counted_where_it_arrives_and_nowhere_else() {
        RedisBackplane listening = connectWithoutRounds();
        RedisBackplane publishing = connectWithoutRounds();
        RecordingInbox inbox = new RecordingInbox();
        occupying(listening, inbox);

        publish(publishing, "0123456789");
        inbox.await(1);

        assertThat(listening.lanes().messages()).isEqualTo(1);
        assertThat(listening.lanes().bytes()).isBetween(10L, 200L);
        assertThat(publishing.lanes()).isEqualTo(LaneCounts.NONE);
    }

    @Test
    void a_change_of_an_app_that_was_not_told_is_noticed_all_the_same() {
        RedisBackplane writer = connect(settings);
        RedisBackplane reader = connect(settings);
        List<AppId> told = new CopyOnWriteArrayList<>();
        done(writer.apps().put(app("First")));
        until("the app is known", () -> done(reader.apps().byId(NEWS.app())).isPresent());
        var unheard = reader.apps().onChange(told::add);
        var keys = new Keys(settings.prefix(), settings.shards());

        // As if the news of it had been lost on its way.
        server.tell("HDEL", keys.apps(), NEWS.app().value());
        server.tell("INCR", keys.version());

        until("the app is gone", () -> done(reader.apps().byId(NEWS.app())).isEmpty());
        until("the listener was told", () -> told.contains(NEWS.app()));
        unheard.close();
    }

    @Test
    void while_redis_is_frozen_steps_fail_in_time_and_those_behind_them_with_them() {
        RedisBackplane backplane = connect(settings);
        publish(backplane, "before");

        server.freeze();
        var stages = IntStream.range(0, 10)
                .mapToObj(i -> backplane.publish(publication("" + i)))
                .toList();

        for (var stage : stages) {
            assertThatThrownBy(() -> done(stage)).isInstanceOf(BackplaneUnavailableException.class);
        }
        server.wake();
        until("Redis answers", () -> isTaken(backplane));
    }

    @Test
    void a_connection_that_is_deaf_without_knowing_it_is_found_out_by_its_canary_and_replaced() {
        try (var proxy = new SilentProxy(server.port())) {
            RedisSettings deaf = RedisSettings.of("redis://127.0.0.1:" + proxy.port());
            RedisBackplane backplane = connect(deaf, BRISK);
            RecordingInbox inbox = new RecordingInbox();
            occupying(backplane, inbox);
            publish(backplane, "heard");
            inbox.await(1);

            proxy.silence();
            publish(backplane, "missed");

            until("the silence is noticed", () -> !backplane.isHearing());
            // Fetched from the tail, before anything was replaced.
            assertThat(inbox.await(2)).extracting(RedisBackplaneTest::data).containsExactly("heard", "missed");
            until("a new connection hears its canary", backplane::isHearing);
            publish(backplane, "heard again");
            inbox.await(3);
        }
    }

    private static App app(String name) {
        return new App(NEWS.app(), name, true, List.of(), List.of(), AppLimits.DEFAULTS, AppOptions.DEFAULTS);
    }

    private RedisBackplane connect(RedisSettings to) {
        RedisBackplane backplane = RedisBackplane.connect(to, TestVault.VAULT);
        open.add(backplane);
        return backplane;
    }

    /** A canary comes down the lanes too: a test that counts what is on them sends it itself. */
    private RedisBackplane connectWithoutRounds() {
        return connect(settings, NEVER);
    }

    /** @param ears where it listens, if not where it speaks */
    private RedisBackplane connect(RedisSettings ears, Duration canaryRound) {
        var ear = new Ear(() -> Redisson.create(RedissonSetup.of(ears)), LaneKind.PLAIN);
        var connections = new RedisConnections(RedisLink.to(settings), ear, true);
        var backplane = new RedisBackplane(
                connections, settings.prefix(), settings.shards(), RedisTime.ITS_OWN, canaryRound, TestVault.VAULT);
        open.add(backplane);
        return backplane;
    }

    private static NodeId occupying(RedisBackplane backplane, RecordingInbox inbox) {
        NodeId node = NodeId.fresh();
        done(backplane.nodes().register(node, inbox, LEASE));
        done(backplane.occupancy().occupy(NEWS, node, 1, News.NONE));
        return node;
    }

    private static boolean isOccupying(RedisBackplane backplane, RecordingInbox inbox) {
        try {
            occupying(backplane, inbox);
            return true;
        } catch (BackplaneUnavailableException notYet) {
            return false;
        }
    }

    private static Publication publication(String data) {
        return new Publication(NEWS, "news", data, null, null, KEPT, null);
    }

    private static PublishOutcome publish(RedisBackplane backplane, String data) {
        return done(backplane.publish(publication(data)));
    }

    private static boolean isTaken(RedisBackplane backplane) {
        try {
            return publish(backplane, "probe") instanceof PublishOutcome.Accepted;
        } catch (BackplaneUnavailableException notYet) {
            return false;
        }
    }

    private static String data(Envelope envelope) {
        return ((Envelope.Event) envelope).data();
    }
}
