package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CacheChannelTest {

    private final TestCluster cluster = new TestCluster(2);
    private final TestClient ann = cluster.node(0).connect();

    @Test
    void a_new_subscriber_is_given_the_last_event_once() {
        cluster.publish("cache-score", "goal", "\"1:0\"");
        cluster.publish("cache-score", "goal", "\"2:0\"");

        ann.subscribes("cache-score");

        ann.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"cache-score","data":"{}"}""", """
                {"event":"goal","channel":"cache-score","data":"\\"2:0\\""}""", """
                {"event":"pusher_internal:subscription_count","channel":"cache-score","data":"{\\"subscription_count\\":1}"}""");
    }

    @Test
    void an_empty_cache_is_a_miss() {
        ann.says(ann.signedSubscribe("private-encrypted-cache-score", null));

        ann.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"private-encrypted-cache-score","data":"{}"}""", """
                {"event":"pusher:cache_miss","channel":"private-encrypted-cache-score","data":"{}"}""");
    }

    @Test
    void the_cache_outlives_the_last_subscriber_but_not_its_time() {
        ann.subscribes("cache-score");
        cluster.publish("cache-score", "goal", "\"1:0\"");
        ann.unsubscribes("cache-score").forget();
        cluster.advance(Duration.ofMinutes(29));

        ann.subscribes("cache-score");
        assertThat(ann.takeHeard()).contains("""
                {"event":"goal","channel":"cache-score","data":"\\"1:0\\""}""");

        cluster.advance(Duration.ofMinutes(1));
        TestClient late = cluster.node(1).connect();
        late.subscribes("cache-score");
        assertThat(late.takeHeard()).contains("""
                {"event":"pusher:cache_miss","channel":"cache-score","data":"{}"}""");
    }

    @Test
    void client_events_are_not_cached() {
        ann.says(ann.signedSubscribe("private-cache-board", null)).forget();
        ann.says("{\"event\":\"client-draw\",\"channel\":\"private-cache-board\",\"data\":{\"x\":1}}");

        TestClient bob = cluster.node(1).connect();
        bob.says(bob.signedSubscribe("private-cache-board", null));

        assertThat(bob.takeHeard()).contains("""
                {"event":"pusher:cache_miss","channel":"private-cache-board","data":"{}"}""");
    }
}
