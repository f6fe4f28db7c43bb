package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppLimits;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final ApiServer SERVER = ApiServer.start();

    private final TestApp app = SERVER.app();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void an_event_reaches_those_who_listen_and_the_answer_is_an_empty_object() {
        TestBroker broker = app.broker().subscribes("lobby", 1);

        Reply reply = app.post("/events", """
                {"name":"headline","channels":["lobby"],"data":"{\\"a\\":1}"}""");

        reply.isOk("{}");
        assertThat(broker.heard()).containsExactly("headline@lobby {\"a\":1}");
    }

    @Test
    void one_channel_may_be_named_without_a_list() {
        TestBroker broker = app.broker().subscribes("lobby", 1);

        app.post("/events", """
                {"name":"headline","channel":"lobby","data":"x"}""").isOk("{}");

        assertThat(broker.heard()).containsExactly("headline@lobby x");
    }

    @Test
    void a_channel_named_twice_hears_it_once() {
        TestBroker broker = app.broker().subscribes("a", 1).subscribes("b", 1);

        app.post("/events", """
                {"name":"n","channels":["a","b","a"],"data":"x"}""").isOk("{}");

        assertThat(broker.heard()).containsExactly("n@a x", "n@b x");
    }

    @Test
    void events_of_one_publisher_arrive_in_the_order_of_its_requests() {
        TestBroker broker = app.broker().subscribes("a", 1);

        for (int i = 0; i < 5; i++) {
            app.post("/events", "{\"name\":\"n\",\"channel\":\"a\",\"data\":\"" + i + "\"}")
                    .isOk("{}");
        }

        assertThat(broker.heard()).containsExactly("n@a 0", "n@a 1", "n@a 2", "n@a 3", "n@a 4");
    }

    @Test
    void data_may_be_the_empty_string() {
        TestBroker broker = app.broker().subscribes("a", 1);

        app.post("/events", """
                {"name":"n","channel":"a","data":""}""").isOk("{}");

        assertThat(broker.heard()).containsExactly("n@a ");
    }

    @Test
    void data_that_is_no_string_becomes_the_json_that_was_written() {
        TestBroker broker = app.broker().subscribes("a", 1);

        app.post("/events", """
                {"name":"o","channel":"a","data":{"big":12345678901234567890.10, "grüße" : [ 1e2,null ]} }""").isOk("{}");
        app.post("/events", """
                {"data": [1, "zwei", {"a":{}}] ,"name":"l","channel":"a"}""").isOk("{}");
        app.post("/events", """
                {"name":"n","channel":"a","data": 1.50}""").isOk("{}");
        app.post("/events", """
                {"name":"t","channel":"a","data":true}""").isOk("{}");
        app.post("/events", """
                {"name":"z","channel":"a","data":null}""").isOk("{}");

        assertThat(broker.heard())
                .containsExactly(
                        "o@a {\"big\":12345678901234567890.10, \"grüße\" : [ 1e2,null ]}",
                        "l@a [1, \"zwei\", {\"a\":{}}]",
                        "n@a 1.50",
                        "t@a true",
                        "z@a null");
    }

    @Test
    void data_reaches_subscribers_as_the_string_that_was_sent() {
        TestBroker broker = app.broker().subscribes("a", 1);

        app.post("/events", """
                {"name":"n","channel":"a","data":"{ \\"x\\" : 1.0 }\\n\\u00fc\\ud83d\\ude00/\\/"}""").isOk("{}");

        assertThat(broker.heard()).containsExactly("n@a { \"x\" : 1.0 }\nü😀//");
    }

    @Test
    void a_connection_may_be_excepted_even_if_nobody_knows_it() {
        TestBroker broker = app.broker().subscribes("a", 1);

        app.post("/events", """
                {"name":"n","channel":"a","data":"x","socket_id":"1234.5678"}""").isOk("{}");

        assertThat(broker.heard()).containsExactly("n@a x !1234.5678");
    }

    @Test
    void fields_that_are_null_or_unknown_do_no_harm() {
        app.post("/events", """
                {"tags":{"a":[1]},"socket_id":null,"info":null,"channel":null,"idempotency_key":null,
                 "name":"n","channels":["a"],"data":"x"}""").isOk("{}");
    }

    @Test
    void a_user_is_reached_by_the_name_of_its_channel_and_nothing_is_kept() {
        TestBroker broker = app.broker().subscribes("#server-to-user-7", 1);

        app.post("/events", """
                {"name":"n","channels":["#server-to-user-7"],"data":"x"}""").isOk("{}");

        assertThat(broker.heard()).containsExactly("n@#server-to-user-7 x");
        assertThat(broker.offset("#server-to-user-7")).isZero();
    }

    @Test
    void client_events_may_come_from_a_server() {
        app.post("/events", """
                {"name":"client-moved","channel":"private-a","data":"x"}""").isOk("{}");
    }

    @Test
    void names_that_belong_to_the_protocol_are_refused() {
        app.post("/events", """
                {"name":"pusher:ping","channel":"a","data":"x"}""").isRefused(400, "event_name_reserved", "pusher:ping");
        app.post("/events", """
                {"name":"pusher_internal:x","channel":"a","data":"x"}""").isRefused(400, "event_name_reserved");
    }

    @Test
    void a_name_has_1_to_200_characters() {
        app.post("/events", "{\"name\":\"" + "n".repeat(200) + "\",\"channel\":\"a\",\"data\":\"x\"}")
                .isOk("{}");
        app.post("/events", "{\"name\":\"" + "n".repeat(201) + "\",\"channel\":\"a\",\"data\":\"x\"}")
                .isRefused(400, "event_name_too_long", "201 characters");
        app.post("/events", """
                {"name":"","channel":"a","data":"x"}""").isRefused(400, "event_name_invalid");
    }

    @Test
    void what_is_missing_is_named() {
        app.post("/events", """
                {"channel":"a","data":"x"}""").isRefused(400, "field_missing", "lacks a name");
        app.post("/events", """
                {"name":"n","channel":"a"}""").isRefused(400, "field_missing", "lacks data");
        app.post("/events", """
                {"name":"n","data":"x"}""").isRefused(400, "field_missing", "no channel");
        app.post("/events", """
                {"name":"n","data":"x","channels":[]}""").isRefused(400, "field_missing", "no channel");
    }

    @Test
    void fields_of_a_wrong_type_are_named() {
        app.post("/events", """
                {"name":5,"channel":"a","data":"x"}""").isRefused(400, "field_type_wrong", "name must be a string");
        app.post("/events", """
                {"name":"n","channels":"a","data":"x"}""").isRefused(400, "field_type_wrong", "channels must be a list");
        app.post("/events", """
                {"name":"n","channels":["a",["b"]],"data":"x"}""").isRefused(400, "field_type_wrong", "channels");
        app.post("/events", """
                {"name":"n","channel":{"a":1},"data":"x"}""").isRefused(400, "field_type_wrong", "channel");
        app.post("/events", """
                {"name":"n","channel":"a","data":"x","socket_id":1.2}""").isRefused(400, "field_type_wrong", "socket_id");
        app.post("/events", """
                {"name":"n","channel":"a","data":"x","info":["user_count"]}""").isRefused(400, "field_type_wrong", "info");
    }

    @Test
    void a_hundred_channels_are_allowed_and_one_more_is_not() {
        app.post("/events", "{\"name\":\"n\",\"data\":\"x\",\"channels\":[" + channels(100) + "]}")
                .isOk("{}");
        app.post("/events", "{\"name\":\"n\",\"data\":\"x\",\"channels\":[" + channels(101) + "]}")
                .isRefused(400, "channels_too_many", "names 101 channels; at most 100");
    }

    @Test
    void names_that_are_no_channels_are_refused_before_anything_is_published() {
        TestBroker broker = app.broker().subscribes("good", 1);

        app.post("/events", """
                {"name":"n","channels":["good","bad name"],"data":"x"}""").isRefused(400, "channel_name_invalid", "'bad name'");
        app.post("/events", """
                {"name":"n","channels":["good","#private"],"data":"x"}""").isRefused(400, "channel_name_invalid");
        app.post("/events", "{\"name\":\"n\",\"data\":\"x\",\"channels\":[\"good\",\"" + "c".repeat(201) + "\"]}")
                .isRefused(400, "channel_name_too_long");

        assertThat(broker.heard()).isEmpty();
    }

    @Test
    void an_app_may_have_a_shorter_limit_for_names() {
        AppLimits d = AppLimits.DEFAULTS;
        app.isNow(
                true,
                new AppLimits(
                        0,
                        d.eventBytes(),
                        2,
                        10,
                        5,
                        100,
                        1024,
                        10,
                        10240,
                        100,
                        500,
                        100,
                        d.cacheFor(),
                        100,
                        d.historyFor(),
                        0,
                        0));

        app.post("/events", """
                {"name":"n","channel":"abcde","data":"x"}""").isOk("{}");
        app.post("/events", """
                {"name":"n","channel":"abcdef","data":"x"}""").isRefused(400, "channel_name_too_long", "this app allows 5");
        app.post("/events", """
                {"name":"n","channels":["a","b","c"],"data":"x"}""").isRefused(400, "channels_too_many", "at most 2");
    }

    @Test
    void a_socket_id_that_cannot_be_is_refused() {
        app.post("/events", """
                {"name":"n","channel":"a","data":"x","socket_id":"12"}""").isRefused(400, "socket_id_invalid", "1234.5678");
    }

    @Test
    void data_is_measured_in_bytes_of_utf_8() {
        String fits = "ü".repeat(5120);
        app.post("/events", "{\"name\":\"n\",\"channel\":\"a\",\"data\":\"" + fits + "\"}")
                .isOk("{}");
        app.post("/events", "{\"name\":\"n\",\"channel\":\"a\",\"data\":\"" + fits + "x\"}")
                .isRefused(413, "event_data_too_large", "content of this event", "(10240 bytes)");
    }

    @Test
    void info_tells_about_each_channel_what_applies_to_it() {
        app.broker()
                .subscribes("b", 2)
                .joins("presence-a", "1", "{}")
                .joins("presence-a", "1", "{}")
                .joins("presence-a", "2", "{}");

        app.post("/events", """
                {"name":"n","channels":["presence-a","b","presence-empty"],"data":"x","info":"user_count,subscription_count"}""")
                .isOk("{\"channels\":{\"presence-a\":{\"user_count\":2,\"subscription_count\":3},"
                        + "\"b\":{\"subscription_count\":2},"
                        + "\"presence-empty\":{\"user_count\":0,\"subscription_count\":0}}}");
    }

    @Test
    void info_tells_the_last_event_of_cache_channels() {
        app.post("/events", """
                {"name":"n","channels":["cache-a","b"],"data":"kept","info":"cache"}""")
                .isOk("{\"channels\":{\"cache-a\":{\"cache\":{\"data\":\"kept\",\"ttl\":1800}},\"b\":{}}}");
    }

    @Test
    void info_that_asks_for_something_else_is_refused() {
        app.post("/events", """
                {"name":"n","channel":"a","data":"x","info":"user_count,weather"}""")
                .isRefused(400, "info_unknown", "info should be a comma separated list of attributes", "'weather'");
    }

    @Test
    void the_body_may_come_under_any_type_or_none() {
        String body = """
                {"name":"n","channel":"a","data":"x"}""";

        app.post("/events", body, Map.of()).isOk("{}");
        app.post("/events", body, Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .isOk("{}");
        app.post("/events", body, Map.of("Content-Type", "multipart/form-data; boundary=x"))
                .isOk("{}");
        app.post("/events", body, Map.of("Content-Type", "text/plain; charset=iso-8859-1"))
                .isOk("{}");
        app.post("/events", body, Map.of("Content-Type", "no type at all")).isOk("{}");
        app.post("/events", body, Map.of("Accept", "text/html")).isOk("{}");
        app.post("/events", body, Map.of("Accept", "nonsense")).isOk("{}");
    }

    @Test
    void bodies_that_are_no_json_object_are_refused() {
        app.post("/events", "").isRefused(400, "body_malformed");
        app.post("/events", "[]").isRefused(400, "body_malformed", "must be an object");
        app.post("/events", "{\"name\":\"n\",").isRefused(400, "body_malformed");
        app.post("/events", "name=n&data=x").isRefused(400, "body_malformed");
        app.post("/events", """
                {"name":"n","channel":"a","data":"x"} x""").isRefused(400, "body_malformed");
        app.post("/events", "{\"name\":\"n\",\"channel\":\"a\",\"data\":" + "[".repeat(2000) + "]".repeat(2000) + "}")
                .isRefused(400, "body_malformed");
    }

    @Test
    void a_byte_order_mark_does_no_harm_and_other_encodings_are_refused() {
        TestBroker broker = app.broker().subscribes("a", 1);
        String event = "{\"name\":\"n\",\"channel\":\"a\",\"data\":{\"x\":1}}";
        var bearer = Map.of("Authorization", "Bearer " + TestApp.TOKEN);

        app.post("/events", "\ufeff" + event).isOk("{}");
        app.send("POST", "/apps/" + app.id() + "/events", bearer, event.getBytes(StandardCharsets.UTF_16LE))
                .isRefused(400, "body_malformed", "must be UTF-8");

        assertThat(broker.heard()).containsExactly("n@a {\"x\":1}");
    }

    @Test
    void an_app_hears_nothing_of_another() {
        TestBroker other = SERVER.app().broker().subscribes("a", 1);

        app.post("/events", """
                {"name":"n","channel":"a","data":"x"}""").isOk("{}");

        assertThat(other.heard()).isEmpty();
    }

    private static String channels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(","));
    }
}
