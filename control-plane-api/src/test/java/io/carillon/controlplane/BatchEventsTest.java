package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BatchEventsTest {

    private static final ApiServer SERVER = ApiServer.start();

    private final TestApp app = SERVER.app();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void all_events_of_a_batch_are_published_in_order() {
        TestBroker broker = app.broker().subscribes("a", 1).subscribes("b", 1);

        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"a","data":"1"},{"name":"n","channel":"b","data":"2","socket_id":"1.2"},
                          {"name":"n","channel":"a","data":{"x":3}}]}""").isOk("{}");

        assertThat(broker.heard()).containsExactly("n@a 1", "n@b 2 !1.2", "n@a {\"x\":3}");
    }

    @Test
    void an_empty_batch_is_carried_out() {
        app.post("/batch_events", """
                {"batch":[]}""").isOk("{}");
    }

    @Test
    void ten_events_are_allowed_and_one_more_is_not() {
        TestBroker broker = app.broker().subscribes("a", 1);

        app.post("/batch_events", batch(10)).isOk("{}");
        app.post("/batch_events", batch(11)).isRefused(400, "batch_too_large", "Batch too large", "at most 10");

        assertThat(broker.heard()).hasSize(10);
    }

    @Test
    void one_bad_event_keeps_all_from_being_published() {
        TestBroker broker = app.broker().subscribes("a", 1);

        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"a","data":"1"},{"name":"n","channel":"a b","data":"2"}]}""").isRefused(400, "channel_name_invalid");
        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"a","data":"1"},{"name":"pusher:x","channel":"a","data":"2"}]}""").isRefused(400, "event_name_reserved");
        app.post(
                        "/batch_events",
                        "{\"batch\":[{\"name\":\"n\",\"channel\":\"a\",\"data\":\"1\"},"
                                + "{\"name\":\"n\",\"channel\":\"a\",\"data\":\"" + "x".repeat(10241) + "\"}]}")
                .isRefused(413, "event_data_too_large", "content of this event");
        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"a","data":"1"},{"name":"n","channels":["a","b"],"data":"2"}]}""").isRefused(400, "channels_too_many", "batch[1]", "one channel");
        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"a","data":"1"},7]}""").isRefused(400, "field_type_wrong", "batch[1]");

        assertThat(broker.heard()).isEmpty();
    }

    @Test
    void a_body_without_a_batch_is_refused() {
        app.post("/batch_events", "{}").isRefused(400, "field_missing", "batch");
        app.post("/batch_events", """
                {"batch":{"name":"n"}}""").isRefused(400, "field_type_wrong", "batch must be a list");
        app.post("/batch_events", "[]").isRefused(400, "body_malformed");
    }

    @Test
    void info_answers_event_by_event() {
        app.broker().subscribes("a", 2).joins("presence-p", "1", "{}");

        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"a","data":"1","info":"subscription_count"},
                          {"name":"n","channel":"a","data":"2"},
                          {"name":"n","channel":"presence-p","data":"3","info":"user_count,subscription_count"},
                          {"name":"n","channel":"cache-c","data":"4","info":"cache,user_count"}]}""")
                .isOk("{\"batch\":[{\"subscription_count\":2},{},{\"user_count\":1,\"subscription_count\":1},"
                        + "{\"cache\":{\"data\":\"4\",\"ttl\":1800}}]}");
    }

    @Test
    void ten_large_events_fit_into_one_body() {
        String data = "\\u0001".repeat(10240);
        String event = "{\"name\":\"n\",\"channel\":\"a\",\"data\":\"" + data + "\"}";

        app.post(
                        "/batch_events",
                        IntStream.range(0, 10)
                                .mapToObj(i -> event)
                                .collect(Collectors.joining(",", "{\"batch\":[", "]}")))
                .isOk("{}");
    }

    @Test
    void a_key_for_the_whole_batch_lets_each_event_through_once() {
        TestBroker broker = app.broker().subscribes("a", 1);
        String batch = """
                {"batch":[{"name":"n","channel":"a","data":"1"},{"name":"n","channel":"a","data":"2"}]}""";

        app.post("/batch_events", batch, Map.of("Idempotency-Key", "k".repeat(128)))
                .isOk("{}");
        app.post("/batch_events", batch, Map.of("Idempotency-Key", "k".repeat(128)))
                .isOk("{}");
        app.post("/batch_events", batch, Map.of("Idempotency-Key", "k".repeat(129)))
                .isRefused(400, "idempotency_key_invalid");

        assertThat(broker.heard()).containsExactly("n@a 1", "n@a 2");
    }

    @Test
    void each_event_of_a_batch_may_have_a_key() {
        TestBroker broker = app.broker().subscribes("a", 1);

        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"a","data":"1","idempotency_key":"one"},
                          {"name":"n","channel":"a","data":"2","idempotency_key":"two"}]}""").isOk("{}");
        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"a","data":"2","idempotency_key":"two"},
                          {"name":"n","channel":"a","data":"3","idempotency_key":"three"}]}""").isOk("{}");

        assertThat(broker.heard()).containsExactly("n@a 1", "n@a 2", "n@a 3");
    }

    private static String batch(int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> "{\"name\":\"n\",\"channel\":\"a\",\"data\":\"" + i + "\"}")
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }
}
