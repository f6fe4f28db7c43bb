package io.carillon.client.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.InvalidValueException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void an_event_is_written_as_the_http_api_wants_it() {
        Event event = Event.on("chat-1", "message", "{\"text\":\"Hello \\\"you\\\"\"}")
                .alsoOn("chat-2", "chat-1")
                .except("1234.5678")
                .withIdempotencyKey("k1");

        assertThat(EventBody.one(event, ""))
                .isEqualTo(
                        "{\"name\":\"message\",\"data\":\"{\\\"text\\\":\\\"Hello \\\\\\\"you\\\\\\\"\\\"}\",\"socket_id\":\"1234.5678\","
                                + "\"idempotency_key\":\"k1\",\"channels\":[\"chat-1\",\"chat-2\"]}");
    }

    @Test
    void a_batch_has_one_channel_an_event() {
        assertThat(EventBody.batch(List.of(Event.on("a", "x", "1"), Event.toUser("7", "note", "hi"))))
                .isEqualTo("{\"batch\":[{\"name\":\"x\",\"data\":\"1\",\"channel\":\"a\"},"
                        + "{\"name\":\"note\",\"data\":\"hi\",\"channel\":\"#server-to-user-7\"}]}");
    }

    @Test
    void a_map_becomes_json_text() {
        var data = new LinkedHashMap<String, Object>();
        data.put("text", "Grüße");
        data.put("list", List.of(1, true));
        data.put("nothing", null);

        assertThat(Event.on("a", "x", data).data())
                .isEqualTo("{\"text\":\"Grüße\",\"list\":[1,true],\"nothing\":null}");
    }

    @Test
    void what_cannot_be_published_is_refused_before_it_is_sent() {
        refused("event_name_reserved", () -> Event.on("a", "pusher:x", ""));
        refused("channel_name_invalid", () -> Event.on("a b", "x", ""));
        refused("channels_too_many", () -> Event.on("a", "x", "").alsoOn("private-encrypted-a"));
        refused("socket_id_invalid", () -> Event.on("a", "x", "").except("1"));
        refused("idempotency_key_invalid", () -> Event.on("a", "x", "").withIdempotencyKey(""));
        refused(
                "channels_too_many",
                () -> Event.on("a", "x", "")
                        .alsoOn(IntStream.range(0, 100).mapToObj(i -> "c" + i).toArray(String[]::new)));
        refused("channel_missing", () -> new Event(Event.on("a", "x", "").name(), List.of(), "", null, null));
    }

    private static void refused(String code, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
