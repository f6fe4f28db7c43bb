package io.carillon.acceptance.contract;

import static io.carillon.acceptance.contract.SignedRequestIT.isRefusal;
import static io.carillon.acceptance.wire.RawClient.json;
import static io.carillon.acceptance.wire.RawClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.RawHttp;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing and asking, with the answers to the letter. */
@ExtendWith(CarillonServer.class)
final class HttpApiIT {

    private final Carillon carillon;

    HttpApiIT(Carillon carillon) {
        this.carillon = carillon;
    }

    // ---- publishing

    @Test
    void publishing_is_answered_with_an_empty_object() {
        RawHttp.Answer answer = carillon.post("/events", "{\"name\":\"x\",\"channels\":[\"a\",\"b\"],\"data\":\"\"}");

        assertThat(answer.toString()).isEqualTo("200 {}");
        assertThat(answer.headers().get("content-type")).startsWith("application/json");
    }

    @Test
    void one_channel_may_be_named_alone_and_one_named_twice_hears_once() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("named");
        alice.isSubscribedTo(channel);

        carillon.post("/events", "{\"name\":\"one\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        carillon.post(
                "/events", "{\"name\":\"two\",\"channels\":[\"" + channel + "\",\"" + channel + "\"],\"data\":\"2\"}");

        alice.hears("{\"event\":\"one\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        alice.hears("{\"event\":\"two\",\"channel\":\"" + channel + "\",\"data\":\"2\"}");
        alice.hearsNothingMore();
    }

    @Test
    void data_that_is_no_string_is_sent_as_its_json() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("objects");
        alice.isSubscribedTo(channel);

        carillon.post("/events", "{\"name\":\"x\",\"channel\":\"" + channel + "\",\"data\":{\"a\":[1,2.50,null]}}");

        alice.hears("{\"event\":\"x\",\"channel\":\"" + channel + "\",\"data\":\"{\\\"a\\\":[1,2.50,null]}\"}");
    }

    @Test
    void unknown_members_of_the_body_are_tolerated() {
        assertThat(carillon.post("/events", "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"\",\"tags\":{\"a\":[{}]}}")
                        .toString())
                .isEqualTo("200 {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"name\":\"x\",\"data\":\"\"}",
                "{\"channel\":\"c\",\"data\":\"\"}",
                "{\"name\":\"x\",\"channel\":\"c\"}",
                "{\"name\":\"\",\"channel\":\"c\",\"data\":\"\"}",
                "{\"name\":7,\"channel\":\"c\",\"data\":\"\"}",
                "{\"name\":\"x\",\"channels\":[],\"data\":\"\"}",
                "{\"name\":\"x\",\"channels\":\"c\",\"data\":\"\"}",
                "{\"name\":\"x\",\"channel\":\"with space\",\"data\":\"\"}",
                "{\"name\":\"x\",\"channel\":\"#other\",\"data\":\"\"}",
                "{\"name\":\"x\",\"channel\":\"#server-to-user-\",\"data\":\"\"}",
                "{\"name\":\"pusher:x\",\"channel\":\"c\",\"data\":\"\"}",
                "{\"name\":\"pusher_internal:x\",\"channel\":\"c\",\"data\":\"\"}",
                "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"\",\"socket_id\":\"1\"}",
                "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"\",\"socket_id\":\"1.1:private-x\"}",
                "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"\",\"info\":\"shoe_size\"}"
            })
    void what_cannot_be_published_is_a_bad_request(String body) {
        isRefusal(carillon.post("/events", body), 400);
    }

    @Test
    void client_events_may_be_published_over_http() {
        assertThat(carillon.post("/events", "{\"name\":\"client-x\",\"channel\":\"private-x\",\"data\":\"\"}")
                        .toString())
                .isEqualTo("200 {}");
    }

    @Test
    void a_name_has_at_most_200_characters() {
        assertThat(carillon.post("/events", "{\"name\":\"" + "n".repeat(200) + "\",\"channel\":\"c\",\"data\":\"\"}")
                        .status())
                .isEqualTo(200);
        isRefusal(
                carillon.post("/events", "{\"name\":\"" + "n".repeat(201) + "\",\"channel\":\"c\",\"data\":\"\"}"),
                400);
    }

    @Test
    void data_has_at_most_10240_bytes() {
        String largest = "ü".repeat(5_120);

        assertThat(carillon.post("/events", "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"" + largest + "\"}")
                        .status())
                .isEqualTo(200);
        RawHttp.Answer answer =
                carillon.post("/events", "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"" + largest + "x\"}");

        isRefusal(answer, 413);
        assertThat(answer.body()).contains("content of this event");
    }

    @Test
    void escapes_do_not_count_as_data() {
        String escaped = "\\u0041".repeat(10_240);

        assertThat(carillon.post("/events", "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"" + escaped + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_hundred_channels_may_be_named_and_no_more() {
        assertThat(carillon.post("/events", "{\"name\":\"x\",\"channels\":" + names(100) + ",\"data\":\"\"}")
                        .toString())
                .isEqualTo("200 {}");
        isRefusal(carillon.post("/events", "{\"name\":\"x\",\"channels\":" + names(101) + ",\"data\":\"\"}"), 400);
    }

    @Test
    void an_unknown_socket_is_excepted_without_ado() {
        assertThat(carillon.post("/events", "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"\",\"socket_id\":\"1.1\"}")
                        .toString())
                .isEqualTo("200 {}");
    }

    @Test
    void what_was_asked_is_told_and_what_does_not_apply_left_out() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String presence = carillon.unique("presence-info");
        String plain = carillon.unique("info");
        String empty = carillon.unique("empty");
        alice.joins(presence, "{\"user_id\":\"1\"}");
        bob.joins(presence, "{\"user_id\":\"1\"}");
        alice.isSubscribedTo(plain);

        RawHttp.Answer answer = carillon.post(
                "/events",
                "{\"name\":\"x\",\"channels\":[\"" + presence + "\",\"" + plain + "\",\"" + empty
                        + "\"],\"data\":\"\",\"info\":\"user_count,subscription_count\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer.body()))
                .isEqualTo(json("{\"channels\":{\"" + presence + "\":{\"user_count\":1,\"subscription_count\":2},\""
                        + plain + "\":{\"subscription_count\":1},\"" + empty + "\":{\"subscription_count\":0}}}"));
    }

    @Test
    void an_unknown_attribute_is_refused_in_pushers_words() {
        RawHttp.Answer answer =
                carillon.post("/events", "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"\",\"info\":\"shoe_size\"}");

        isRefusal(answer, 400);
        assertThat(answer.body()).contains("info should be a comma separated list of attributes");
    }

    // ---- batches

    @Test
    void a_batch_is_published_in_its_order() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("batch");
        alice.isSubscribedTo(channel);
        String batch = IntStream.range(0, 10)
                .mapToObj(i -> "{\"name\":\"n\",\"channel\":\"" + channel + "\",\"data\":\"" + i + "\"}")
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));

        assertThat(carillon.post("/batch_events", batch).toString()).isEqualTo("200 {}");

        for (int i = 0; i < 10; i++) {
            alice.hears("{\"event\":\"n\",\"channel\":\"" + channel + "\",\"data\":\"" + i + "\"}");
        }
    }

    @Test
    void the_information_stands_where_the_event_stood() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("batchinfo");
        alice.isSubscribedTo(channel);

        RawHttp.Answer answer = carillon.post(
                "/batch_events",
                "{\"batch\":[{\"name\":\"x\",\"channel\":\"other\",\"data\":\"\"},{\"name\":\"x\",\"channel\":\""
                        + channel + "\",\"data\":\"\",\"info\":\"subscription_count\"}]}");

        assertThat(answer.toString()).isEqualTo("200 {\"batch\":[{},{\"subscription_count\":1}]}");
    }

    @Test
    void a_batch_of_more_than_ten_is_too_large() {
        String batch = IntStream.range(0, 11)
                .mapToObj(i -> "{\"name\":\"n\",\"channel\":\"c\",\"data\":\"\"}")
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));

        RawHttp.Answer answer = carillon.post("/batch_events", batch);

        isRefusal(answer, 400);
        assertThat(answer.body()).contains("Batch too large");
    }

    @Test
    void one_bad_event_holds_back_the_whole_batch() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("allornothing");
        alice.isSubscribedTo(channel);
        String good = "{\"name\":\"n\",\"channel\":\"" + channel + "\",\"data\":\"1\"}";

        isRefusal(carillon.post("/batch_events", "{\"batch\":[" + good + ",{\"name\":\"n\"}]}"), 400);
        isRefusal(
                carillon.post(
                        "/batch_events",
                        "{\"batch\":[" + good + ",{\"name\":\"n\",\"channel\":\"c\",\"data\":\"" + "x".repeat(10_241)
                                + "\"}]}"),
                413);

        alice.hearsNothingMore();
    }

    // ---- again, and by whom

    @Test
    void what_is_sent_again_under_its_key_is_published_once() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("again");
        alice.isSubscribedTo(channel);
        String body = "{\"name\":\"x\",\"channel\":\"" + channel + "\",\"data\":\"1\",\"idempotency_key\":\""
                + carillon.unique("key") + "\"}";

        assertThat(carillon.post("/events", body).toString()).isEqualTo("200 {}");
        assertThat(carillon.post("/events", body).toString()).isEqualTo("200 {}");
        RawHttp.Answer other = carillon.post("/events", body.replace("\"data\":\"1\"", "\"data\":\"2\""));

        assertThat(other.status()).isIn(400, 409, 422);
        alice.hears("{\"event\":\"x\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        alice.hearsNothingMore();
    }

    @Test
    void a_server_token_stands_in_for_a_signature() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("bearer");
        alice.isSubscribedTo(channel);
        String path = "/apps/" + RunningJar.APP_ID + "/events";
        String body = "{\"name\":\"x\",\"channel\":\"" + channel + "\",\"data\":\"1\"}";
        String token = Announcement.token(carillon.jar());

        assertThat(carillon.http()
                        .send("POST", path, body, "Authorization: Bearer " + token)
                        .toString())
                .isEqualTo("200 {}");
        isRefusal(carillon.http().send("POST", path, body, "Authorization: Bearer " + token + "x"), 401);
        isRefusal(carillon.http().send("POST", path, body, "Authorization: Bearer "), 401);
        isRefusal(carillon.http().send("POST", path, body, "Authorization: Basic " + token), 401);

        alice.hears("{\"event\":\"x\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        alice.hearsNothingMore();
    }

    // ---- asking

    @Test
    void occupied_channels_are_listed_with_nothing_that_was_not_asked() {
        RawClient alice = carillon.connect();
        String prefix = carillon.unique("list");
        alice.isSubscribedTo(prefix + "-b");
        alice.isSubscribedTo(prefix + "-a");

        assertThat(json(carillon.get("/channels", "filter_by_prefix", prefix).body()))
                .isEqualTo(json("{\"channels\":{\"" + prefix + "-a\":{},\"" + prefix + "-b\":{}}}"));
        assertThat(carillon.get("/channels", "filter_by_prefix", prefix + "-x").body())
                .isEqualTo("{\"channels\":{}}");
        assertThat(json(carillon.get("/channels", "filter_by_prefix", prefix + "-a", "info", "subscription_count")
                        .body()))
                .isEqualTo(json("{\"channels\":{\"" + prefix + "-a\":{\"subscription_count\":1}}}"));
    }

    @Test
    void users_are_counted_on_presence_channels_alone() {
        RawHttp.Answer list = carillon.get("/channels", "info", "user_count");
        RawHttp.Answer one = carillon.get("/channels/public", "info", "user_count");

        isRefusal(list, 400);
        assertThat(list.body())
                .contains("user_count may only be requested for presence channels - please supply filter_by_prefix"
                        + " beginning with presence-");
        isRefusal(one, 400);
        assertThat(one.body()).contains("Cannot retrieve the user count unless the channel is a presence channel");
        isRefusal(carillon.get("/channels/public", "info", "shoe_size"), 400);
        isRefusal(carillon.get("/channels", "info", "shoe_size"), 400);
    }

    @Test
    void a_channel_is_occupied_or_not() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-one");

        assertThat(carillon.get("/channels/" + channel).toString()).isEqualTo("200 {\"occupied\":false}");
        assertThat(json(carillon.get("/channels/" + channel, "info", "user_count,subscription_count")
                        .body()))
                .isEqualTo(json("{\"occupied\":false,\"user_count\":0,\"subscription_count\":0}"));
        alice.joins(channel, "{\"user_id\":\"1\"}");

        assertThat(carillon.get("/channels/" + channel).toString()).isEqualTo("200 {\"occupied\":true}");
        assertThat(json(carillon.get("/channels/" + channel, "info", "user_count,subscription_count")
                        .body()))
                .isEqualTo(json("{\"occupied\":true,\"user_count\":1,\"subscription_count\":1}"));
    }

    @Test
    void users_are_listed_on_presence_channels_alone() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-users");

        assertThat(carillon.get("/channels/" + channel + "/users").toString()).isEqualTo("200 {\"users\":[]}");
        alice.joins(channel, "{\"user_id\":1}");

        assertThat(carillon.get("/channels/" + channel + "/users").toString())
                .isEqualTo("200 {\"users\":[{\"id\":\"1\"}]}");
        isRefusal(carillon.get("/channels/public/users"), 400);
    }

    @Test
    void a_bad_name_in_the_path_is_a_bad_request() {
        isRefusal(carillon.get("/channels/with%20space"), 400);
    }

    @Test
    void up_answers_on_both_ports() {
        assertThat(carillon.http().send("GET", "/up", null).status()).isEqualTo(200);
        assertThat(new RawHttp(carillon.jar().host(), carillon.jar().managementPort())
                        .send("GET", "/up", null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_management_port_tells_health_and_metrics_and_the_public_one_does_not() {
        var management = new RawHttp(carillon.jar().host(), carillon.jar().managementPort());

        assertThat(management.send("GET", "/health/liveness", null).status()).isEqualTo(200);
        assertThat(management.send("GET", "/health/readiness", null).status()).isEqualTo(200);
        assertThat(management.send("GET", "/metrics", null).body()).contains("# TYPE ");
        assertThat(carillon.http().send("GET", "/metrics", null).status()).isEqualTo(404);
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> quoted("c" + i)).collect(Collectors.joining(",", "[", "]"));
    }
}
