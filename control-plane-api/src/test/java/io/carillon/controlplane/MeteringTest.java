package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.KeyUse;
import io.carillon.backplane.Traffic;
import io.carillon.backplane.UsageBatch;
import io.carillon.backplane.UsageBucket;
import io.carillon.backplane.UsageLedger;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the control plane counts, as the ledger has it after the process has ended. */
class MeteringTest {

    private final ApiServer server = ApiServer.start();
    private final TestApp app = server.app();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_event_counts_in_once_for_each_channel_it_was_accepted_for() {
        app.post("/events", """
                {"name":"n","channels":["room-1","room-2","lobby"],"data":"caf\u00e9"}""").isOk("{}");
        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"room-1","data":"a"},{"name":"n","channel":"lobby","data":""}]}""").isOk("{}");

        assertThat(usage())
                .isEqualTo(Map.of(
                        new ChannelPrefix("room-"), new Traffic(3, 0, 11, 0),
                        new ChannelPrefix("lobby"), new Traffic(2, 0, 5, 0)));
    }

    @Test
    void what_is_refused_and_what_is_only_repeated_does_not_count() {
        String event = """
                {"name":"n","channel":"lobby","data":"x","idempotency_key":"k"}""";
        app.post("/events", event).isOk("{}");
        app.post("/events", event).isOk("{}");
        app.post("/events", event.replace("\"x\"", "\"y\"")).isRefused(409, "idempotency_key_reused");
        app.post("/events", """
                {"name":"n","channel":"a b","data":"x"}""").isRefused(400, "channel_name_invalid");

        assertThat(usage()).isEqualTo(Map.of(new ChannelPrefix("lobby"), new Traffic(1, 0, 1, 0)));
    }

    @Test
    void the_key_is_known_to_have_been_used_from_where_and_with_which_library() {
        app.post("/events", """
                {"name":"n","channel":"lobby","data":"x"}""", Map.of("User-Agent", "axios/1", "X-Pusher-Library", "pusher-http-node 5.2.0"));

        assertThat(uses())
                .containsExactly(new KeyUse(
                        AppId.of(app.id()),
                        app.key(),
                        server.clock().instant(),
                        "127.0.0.1",
                        "pusher-http-node 5.2.0"));
    }

    @Test
    void without_a_header_of_its_own_the_library_is_what_the_user_agent_says() {
        app.send(
                "GET",
                "/apps/" + app.id() + "/channels?" + app.signed("GET", "/apps/" + app.id() + "/channels", new byte[0]),
                Map.of("User-Agent", "curl/8.5"),
                new byte[0]);

        assertThat(uses()).extracting(KeyUse::library).containsExactly("curl/8.5");
    }

    @Test
    void who_only_names_a_key_has_not_used_it() {
        String target =
                "/apps/" + app.id() + "/channels?" + app.signed("GET", "/apps/" + app.id() + "/users", new byte[0]);
        app.send("GET", target, Map.of(), new byte[0]).isRefused(401, "auth_signature_invalid");

        assertThat(uses()).isEmpty();
    }

    private Map<ChannelPrefix, Traffic> usage() {
        server.close();
        server.clock().advance(Duration.ofMinutes(2));
        UsageLedger ledger = server.backplane().usage();
        Map<ChannelPrefix, Traffic> all = new HashMap<>();
        for (UsageBatch batch : done(ledger.drain(new UsageLedger.Drainer("test"), 100, Duration.ofSeconds(1)))) {
            for (UsageBucket bucket : batch.buckets()) {
                assertThat(bucket.app().value()).isEqualTo(app.id());
                bucket.traffic().forEach((prefix, traffic) -> all.merge(prefix, traffic, Traffic::plus));
            }
        }
        return all;
    }

    private List<KeyUse> uses() {
        server.close();
        return done(server.backplane().keyUses().lastUses(AppId.of(app.id())));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
