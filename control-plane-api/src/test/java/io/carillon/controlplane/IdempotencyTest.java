package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.IdempotencyKey;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

    private static final String EVENT = """
            {"name":"n","channels":["a","b"],"data":"x","info":"subscription_count"}""";
    private static final String ANSWER =
            "{\"channels\":{\"a\":{\"subscription_count\":1},\"b\":{\"subscription_count\":1}}}";

    private final ApiServer server = ApiServer.start();
    private final TestApp app = server.app();
    private final TestBroker broker = app.broker().subscribes("a", 1).subscribes("b", 1);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_repeat_is_answered_as_the_first_and_not_published_again() {
        app.post("/events", EVENT, Map.of("Idempotency-Key", "order-1")).isOk(ANSWER);
        app.post("/events", EVENT, Map.of("Idempotency-Key", "order-1")).isOk(ANSWER);

        assertThat(broker.heard()).containsExactly("n@a x", "n@b x");
    }

    @Test
    void the_key_may_be_a_field_or_one_of_two_headers_and_the_field_wins() {
        app.post("/events", """
                {"name":"n","channel":"a","data":"x","idempotency_key":"k"}""", Map.of("Idempotency-Key", "other")).isOk("{}");
        app.post("/events", """
                {"name":"n","channel":"a","data":"x"}""", Map.of("Idempotency-Key", "k")).isOk("{}");
        app.post("/events", """
                {"name":"n","channel":"a","data":"x"}""", Map.of("X-Idempotency-Key", "k")).isOk("{}");

        assertThat(broker.heard()).containsExactly("n@a x");
    }

    @Test
    void another_event_under_a_used_key_is_refused() {
        app.post("/events", """
                {"name":"n","channel":"a","data":"x","idempotency_key":"k"}""").isOk("{}");

        app.post("/events", """
                {"name":"n","channel":"a","data":"y","idempotency_key":"k"}""").isRefused(409, "idempotency_key_reused", "'k'", "channel a");
        app.post("/events", """
                {"name":"m","channel":"a","data":"x","idempotency_key":"k"}""").isRefused(409, "idempotency_key_reused");
        app.post("/events", """
                {"name":"n","channel":"a","data":"x","socket_id":"1.1","idempotency_key":"k"}""").isRefused(409, "idempotency_key_reused");

        assertThat(broker.heard()).containsExactly("n@a x");
    }

    @Test
    void a_key_is_forgotten_in_time() {
        app.post("/events", """
                {"name":"n","channel":"a","data":"x","idempotency_key":"k"}""").isOk("{}");
        server.clock().advance(IdempotencyKey.LIFETIME);

        app.post("/events", """
                {"name":"n","channel":"a","data":"y","idempotency_key":"k"}""").isOk("{}");

        assertThat(broker.heard()).containsExactly("n@a x", "n@a y");
    }

    @Test
    void without_a_key_the_same_event_may_be_published_again() {
        app.post("/events", EVENT).isOk(ANSWER);
        app.post("/events", EVENT).isOk(ANSWER);

        assertThat(broker.heard()).hasSize(4);
    }

    @Test
    void a_key_has_1_to_128_characters() {
        app.post("/events", """
                {"name":"n","channel":"a","data":"x","idempotency_key":""}""").isRefused(400, "idempotency_key_invalid");
        app.post("/events", EVENT, Map.of("Idempotency-Key", "k".repeat(129)))
                .isRefused(400, "idempotency_key_invalid", "1 to 128");
    }
}
