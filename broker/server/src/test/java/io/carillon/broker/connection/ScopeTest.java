package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.protocol.ChannelPattern;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key may be used for on a socket. */
final class ScopeTest {

    private final TestCluster cluster = new TestCluster(1);

    @Test
    void a_key_that_may_not_subscribe_lets_nobody_in() {
        scopeIs("PUBLISH HISTORY ADMIN", "*");

        TestClient ann = cluster.node(0).connect(TestCluster.KEY);

        ann.heard("""
                {"event":"pusher:error","data":{"code":4009,"message":"App key 278d425bdf160c739803 may not be used for this: its scope lacks subscribe. Use another key, or widen its scope"}}""");
        assertThat(ann.closed())
                .isEqualTo(
                        "4009 App key 278d425bdf160c739803 may not be used for this: its scope lacks subscribe. Use another key, or widen its scope");
    }

    @Test
    void who_is_there_leaves_when_its_key_may_not_subscribe_any_more() {
        TestClient ann = cluster.node(0).connect();

        scopeIs("PUBLISH", "*");

        assertThat(ann.closed()).startsWith("4009 App key 278d425bdf160c739803 may not be used for this");
    }

    @ParameterizedTest
    @CsvSource({
        "SUBSCRIBE,          *,               news,          yes",
        "SUBSCRIBE,          news,            news,          yes",
        "SUBSCRIBE,          new*,            news,          yes",
        "SUBSCRIBE,          private-*,       news,          subscribe",
        "SUBSCRIBE,          private-*,       private-a,     yes",
        "SUBSCRIBE,          private-b,       private-a,     subscribe",
        "SUBSCRIBE PRESENCE, presence-*,      presence-a,    yes",
        "SUBSCRIBE,          *,               presence-a,    presence",
        "SUBSCRIBE PRESENCE, private-*,       presence-a,    subscribe",
        "SUBSCRIBE,          *,               cache-a,       yes",
        "SUBSCRIBE,          private-*,       cache-a,       subscribe"
    })
    void a_subscription_needs_a_key_that_may_subscribe_there(
            String operations, String pattern, String channel, String lacks) {
        scopeIs(operations, pattern);
        TestClient ann = cluster.node(0).connect();

        if (channel.startsWith("presence-")) {
            ann.joins(channel, "ann");
        } else if (channel.startsWith("private-")) {
            ann.subscribesSigned(channel);
        } else {
            ann.subscribes(channel);
        }

        List<String> heard = ann.takeHeard();
        if (lacks.equals("yes")) {
            assertThat(heard.get(0)).contains("pusher_internal:subscription_succeeded");
        } else {
            String words = "App key 278d425bdf160c739803 may not be used for channel " + channel + ": its scope lacks "
                    + lacks + " there. Use another key, or widen its scope";
            assertThat(heard)
                    .containsExactly(
                            "{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel
                                    + "\",\"data\":\"{\\\"type\\\":\\\"AuthError\\\",\\\"error\\\":\\\"" + words
                                    + "\\\",\\\"status\\\":401}\"}",
                            "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"" + words
                                    + "\"},\"channel\":\"" + channel + "\"}");
        }
        assertThat(ann.closed()).isNull();
    }

    @Test
    void a_scope_that_is_narrowed_ends_the_subscriptions_outside_of_it() {
        TestClient ann = cluster.node(0).connect();
        ann.subscribes("news").subscribes("sports").forget();

        scopeIs("SUBSCRIBE", "news");

        assertThat(ann.takeHeard())
                .hasSize(2)
                .allSatisfy(frame -> assertThat(frame).contains("channel sports: its scope lacks subscribe there"));
        cluster.publish("sports", "goal", "{}");
        cluster.publish("news", "headline", "{}");
        ann.heard("""
                {"event":"headline","channel":"news","data":"{}"}""");
    }

    @Test
    void client_events_need_a_connection_whose_key_may_publish_there() {
        scopeIs("SUBSCRIBE PUBLISH", "private-chat*", "private-room");
        TestClient ann = cluster.node(0).connect();
        TestClient bob = cluster.node(0).connect();
        ann.subscribesSigned("private-room").forget();
        bob.subscribesSigned("private-room").forget();
        ann.forget();

        ann.says("{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":{}}");
        bob.heard("""
                {"event":"client-a","channel":"private-room","data":"{}"}""");

        scopeIs("SUBSCRIBE", "*");
        ann.says("{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":{}}");
        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - App key 278d425bdf160c739803 may not be used for channel private-room: its scope lacks publish there. Use another key, or widen its scope"},"channel":"private-room"}""");
        bob.heardNothing();
    }

    private void scopeIs(String operations, String... patterns) {
        Set<Operation> all =
                Arrays.stream(operations.split(" ")).map(Operation::valueOf).collect(Collectors.toSet());
        var scope =
                new Scope(all, Arrays.stream(patterns).map(ChannelPattern::of).toList());
        cluster.change(cluster.app().withKeys(List.of(new KeyPair(TestCluster.KEY, TestCluster.SECRET, scope, null))));
    }
}
