package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.KeyUse;
import io.carillon.backplane.Publication;
import io.carillon.backplane.Retention;
import io.carillon.backplane.Traffic;
import io.carillon.backplane.UsageBatch;
import io.carillon.backplane.UsageBucket;
import io.carillon.backplane.UsageLedger;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the brokers count, as the ledger has it when the minute is over. */
final class UsageTest {

    private static final Duration A_MINUTE_AND_MORE = Duration.ofSeconds(80);

    private final TestCluster cluster = new TestCluster(2);
    private final TestClient ann = cluster.node(0).connect();
    private final TestClient bob = cluster.node(0).connect();
    private final TestClient cem = cluster.node(1).connect();

    @Test
    void an_event_counts_out_once_for_each_who_hears_it_by_the_bytes_of_its_data() {
        ann.subscribes("room-1");
        bob.subscribes("room-1");
        cem.subscribes("room-2");
        bob.subscribes("room-2");

        cluster.publish("room-1", "news", "\u20ac");
        cluster.publish("room-2", "news", "12345");
        cluster.publish("room-2", "news", "12345", bob.socketId());
        cluster.publish("room-3", "news", "nobody listens");

        assertThat(traffic()).isEqualTo(Map.of("room-", new Traffic(0, 5, 0, 2 * 3 + 2 * 5 + 5)));
    }

    @Test
    void events_of_one_turn_that_not_everybody_hears_are_counted_as_they_are_heard() {
        ann.subscribes("room-1");
        bob.subscribes("room-1");
        publishAtOnce("a", null);
        publishAtOnce("bb", ann.socketId());
        publishAtOnce("ccc", null);
        cluster.settle();

        assertThat(traffic()).isEqualTo(Map.of("room-", new Traffic(0, 5, 0, 1 + 1 + 2 + 3 + 3)));
    }

    @Test
    void a_client_event_counts_in_and_out_to_the_others_and_a_refused_one_does_not_count() {
        ann.subscribesSigned("private-room-1");
        bob.subscribesSigned("private-room-1");
        cem.subscribesSigned("private-room-1");

        ann.says("{\"event\":\"client-typing\",\"channel\":\"private-room-1\",\"data\":{\"on\":1}}");
        ann.says("{\"event\":\"client-typing\",\"channel\":\"private-room-9\",\"data\":{\"on\":1}}");

        assertThat(traffic()).isEqualTo(Map.of("private-room-", new Traffic(1, 2, 8, 16)));
    }

    @Test
    void what_the_platform_itself_says_does_not_count() {
        ann.joins("presence-room", "ann");
        bob.joins("presence-room", "bob");
        cem.subscribes("cache-empty");

        assertThat(traffic()).isEmpty();
    }

    @Test
    void the_last_event_of_a_cache_channel_counts_for_whoever_is_given_it() {
        cluster.publish("cache-news", "news", "1234");
        ann.subscribes("cache-news");
        bob.subscribes("cache-news");

        assertThat(traffic()).isEqualTo(Map.of("cache-news", new Traffic(0, 2, 0, 8)));
    }

    @Test
    void connections_are_the_sum_of_what_each_node_had_at_most() {
        TestClient dan = cluster.node(1).connect();
        dan.leaves();
        cem.leaves();
        cluster.advance(A_MINUTE_AND_MORE);
        bob.leaves();
        cluster.advance(Duration.ofSeconds(110));

        assertThat(drained()).extracting(UsageBucket::connections).containsExactly(4L, 2L, 1L);
    }

    @Test
    void the_key_is_known_to_have_been_used_and_by_what() {
        cluster.node(1)
                .connect(new Handshake(
                        TestCluster.KEY.value(), "7", "pusher-swift", "10.1.5", null, false, "2001:db8::7"));
        cluster.node(1).connect(new Handshake("nobody", "7", "js", "8", null, false, "10.0.0.1"));
        cluster.advance(Duration.ofSeconds(61));
        cluster.node(1)
                .connect(new Handshake(
                        TestCluster.KEY.value(), "7", "pusher-swift", "10.1.5", null, false, "2001:db8::7"));
        cluster.advance(Duration.ofSeconds(5));

        assertThat(TestCluster.join(
                        cluster.backplane().keyUses().lastUses(cluster.app().id())))
                .singleElement()
                .returns(TestCluster.KEY, KeyUse::key)
                .returns("2001:db8::7", KeyUse::address)
                .returns("pusher-swift 10.1.5", KeyUse::library);
    }

    /** Without letting the loop turn, so that the next arrives together with this one. */
    private void publishAtOnce(String data, @Nullable SocketId except) {
        var room = new AppChannel(cluster.app().id(), ChannelName.of("room-1"));
        TestCluster.join(
                cluster.backplane().publish(new Publication(room, "news", data, except, null, Retention.NONE, null)));
    }

    private Map<String, Traffic> traffic() {
        cluster.advance(A_MINUTE_AND_MORE);
        Map<String, Traffic> all = new HashMap<>();
        for (UsageBucket bucket : drained()) {
            bucket.traffic().forEach((prefix, traffic) -> all.merge(text(prefix), traffic, Traffic::plus));
        }
        return all;
    }

    private static String text(ChannelPrefix prefix) {
        return prefix.text();
    }

    private List<UsageBucket> drained() {
        return TestCluster.join(cluster.backplane()
                        .usage()
                        .drain(new UsageLedger.Drainer("test"), 1_000, Duration.ofSeconds(1)))
                .stream()
                .map(UsageBatch::buckets)
                .flatMap(List::stream)
                .toList();
    }
}
