package io.carillon.acceptance.contract;

import static io.carillon.acceptance.wire.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.RawHttp;
import io.carillon.acceptance.wire.Signing;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask: each case comes from one of Pusher's libraries, or from somebody who should be turned away. */
@ExtendWith(CarillonServer.class)
final class SignedRequestIT {

    private static final String CHANNELS = "/apps/" + RunningJar.APP_ID + "/channels";
    private static final String EVENTS = "/apps/" + RunningJar.APP_ID + "/events";
    private static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";

    private final Carillon carillon;

    SignedRequestIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @Test
    void values_may_come_unescaped() {
        RawClient alice = carillon.connect();
        String prefix = carillon.unique("private-a;b,c=@.");
        alice.isSubscribedTo(prefix + ";end");

        RawHttp.Answer answer = carillon.get("/channels", "filter_by_prefix", prefix);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"channels\":{\"" + prefix + ";end\":{}}}");
    }

    @Test
    void values_may_come_escaped_and_are_signed_unescaped() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-a;b,c=@");
        alice.joins(channel, "{\"user_id\":\"1\"}");
        String query = Signing.query(
                        "GET", CHANNELS, null, "filter_by_prefix", channel, "info", "user_count,subscription_count")
                .replace(
                        channel,
                        channel.replace(";", "%3B")
                                .replace(",", "%2C")
                                .replace("=", "%3D")
                                .replace("@", "%40"))
                .replace("user_count,sub", "user_count%2Csub");

        assertThat(carillon.http().send("GET", CHANNELS + "?" + query, null).body())
                .isEqualTo("{\"channels\":{\"" + channel + "\":{\"user_count\":1,\"subscription_count\":1}}}");
    }

    @Test
    void a_channel_in_the_path_may_come_raw_or_escaped() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("private-a;b,c=@.");
        alice.isSubscribedTo(channel);
        String path = CHANNELS + "/" + channel;
        String escaped = CHANNELS + "/"
                + channel.replace(";", "%3B")
                        .replace(",", "%2C")
                        .replace("=", "%3D")
                        .replace("@", "%40");

        // Signed as written, sent as written; signed as written, sent escaped; signed and sent escaped.
        assertThat(carillon.http()
                        .send("GET", path + "?" + Signing.query("GET", path, null), null)
                        .body())
                .isEqualTo("{\"occupied\":true}");
        assertThat(carillon.http()
                        .send("GET", escaped + "?" + Signing.query("GET", path, null), null)
                        .body())
                .isEqualTo("{\"occupied\":true}");
        assertThat(carillon.http()
                        .send("GET", escaped + "?" + Signing.query("GET", escaped, null), null)
                        .body())
                .isEqualTo("{\"occupied\":true}");
    }

    @Test
    void pythons_get_brings_the_md5_of_nothing() {
        assertThat(carillon.get("/channels", "body_md5", EMPTY_MD5).status()).isEqualTo(200);
    }

    @Test
    void an_md5_of_something_else_is_refused_on_a_get_too() {
        assertThat(carillon.get("/channels", "body_md5", Signing.md5("else")).status())
                .isEqualTo(401);
    }

    @Test
    void a_body_needs_its_md5() {
        String body = "{\"name\":\"x\",\"channel\":\"c\",\"data\":\"\"}";

        assertThat(carillon.http()
                        .send("POST", EVENTS + "?" + Signing.query("POST", EVENTS, null), body)
                        .status())
                .isEqualTo(401);
        assertThat(carillon.http()
                        .send("POST", EVENTS + "?" + Signing.query("POST", EVENTS, body), body + " ")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void the_md5_is_of_the_bytes_and_may_be_upper_case() {
        String body = " {\"name\" : \"x\", \"channels\":[\"c\"],\n\"data\":\"\\u00fc ü\"} ";
        String query = Signing.query(
                "POST", EVENTS, null, "body_md5", Signing.md5(body).toUpperCase(Locale.ROOT));

        RawHttp.Answer answer = carillon.http().send("POST", EVENTS + "?" + query, body);

        assertThat(answer.toString()).isEqualTo("200 {}");
    }

    @Test
    void the_signature_may_stand_anywhere() {
        String query = Signing.query("GET", CHANNELS, null);
        int signature = query.indexOf("&auth_signature=");

        RawHttp.Answer answer = carillon.http()
                .send(
                        "GET",
                        CHANNELS + "?" + query.substring(signature + 1) + "&" + query.substring(0, signature),
                        null);

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void an_unknown_parameter_is_signed_and_ignored() {
        assertThat(carillon.get("/channels", "zebra", "a=b;c", "abc", "").status())
                .isEqualTo(200);
    }

    @Test
    void keys_are_signed_in_lower_case() {
        var sorted = new TreeMap<String, String>();
        sorted.put("auth_key", RunningJar.APP_KEY);
        sorted.put("auth_timestamp", Long.toString(System.currentTimeMillis() / 1000));
        sorted.put("auth_version", "1.0");
        sorted.put("upper", "x");
        String text = Signing.joined(sorted);
        String signature = Signing.hmac(RunningJar.APP_SECRET, "GET\n" + CHANNELS + "\n" + text);

        RawHttp.Answer answer = carillon.http()
                .send("GET", CHANNELS + "?" + text.replace("upper=", "UPPER=") + "&auth_signature=" + signature, null);

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_get_may_name_a_content_type_and_bring_no_body() {
        String query = Signing.query("GET", CHANNELS, null);

        assertThat(carillon.http()
                        .send("GET", CHANNELS + "?" + query, null, "Content-Type: application/json")
                        .status())
                .isEqualTo(200);
        assertThat(carillon.http()
                        .send(
                                "GET",
                                CHANNELS + "?" + query,
                                null,
                                "Content-Type: application/json",
                                "Content-Length: 0")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {-595, 0, 595})
    void within_ten_minutes_the_time_is_good(int off) {
        assertThat(at(System.currentTimeMillis() / 1000 + off).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {-660, 660, -1_000_000})
    void a_replay_outside_of_ten_minutes_is_refused_and_told_both_times(int off) {
        long then = System.currentTimeMillis() / 1000 + off;

        RawHttp.Answer answer = at(then);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains(Long.toString(then));
        assertThat(answer.body()).containsPattern("\\d{10}.*\\d{10}");
    }

    @Test
    void half_a_signature_is_none_and_neither_is_one_and_a_half() {
        String query = CHANNELS + "?" + Signing.query("GET", CHANNELS, null);

        isRefusal(carillon.http().send("GET", query.substring(0, query.length() - 32), null), 401);
        isRefusal(carillon.http().send("GET", query + "00", null), 401);
        isRefusal(carillon.http().send("GET", query.substring(0, query.length() - 1) + "g", null), 401);
    }

    @Test
    void what_was_signed_for_another_request_is_refused() {
        String body = "{}";

        isRefusal(carillon.http().send("GET", CHANNELS + "?" + Signing.query("POST", CHANNELS, null), null), 401);
        isRefusal(carillon.http().send("GET", CHANNELS + "?" + Signing.query("GET", EVENTS, null), null), 401);
        isRefusal(carillon.http().send("POST", EVENTS + "?" + Signing.query("POST", CHANNELS, body), body), 401);
        isRefusal(carillon.http().send("GET", CHANNELS + "?info=x&" + Signing.query("GET", CHANNELS, null), null), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth_key", "auth_timestamp", "auth_version", "auth_signature"})
    void each_of_the_four_is_needed(String missing) {
        String query = Signing.query("GET", CHANNELS, null).replaceAll("(^|&)" + missing + "=[^&]*", "");

        isRefusal(carillon.http().send("GET", CHANNELS + "?" + query.replaceFirst("^&", ""), null), 401);
    }

    @Test
    void nothing_at_all_is_not_enough() {
        isRefusal(carillon.http().send("GET", CHANNELS, null), 401);
        isRefusal(carillon.http().send("POST", EVENTS, "{}"), 401);
    }

    @Test
    void another_version_is_refused() {
        isRefusal(carillon.get("/channels", "auth_version", "1.1"), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "soon", "9999999999999999999999", "-1"})
    void a_time_that_is_none_is_refused(String time) {
        isRefusal(carillon.get("/channels", "auth_timestamp", time), 401);
    }

    @Test
    void an_unknown_key_is_refused() {
        isRefusal(carillon.get("/channels", "auth_key", "stranger"), 401);
    }

    @Test
    void an_app_that_is_not_there_is_not_told_apart_by_its_secrets() {
        String path = "/apps/999999999/channels";

        RawHttp.Answer answer = carillon.http().send("GET", path + "?" + Signing.query("GET", path, null), null);

        assertThat(answer.status()).isIn(401, 404);
        assertThat(answer.body()).doesNotContain(RunningJar.APP_SECRET);
    }

    @Test
    void an_unknown_path_is_not_found() {
        String path = "/apps/" + RunningJar.APP_ID + "/nothing";

        isRefusal(carillon.http().send("GET", path + "?" + Signing.query("GET", path, null), null), 404);
    }

    @Test
    void no_refusal_ever_shows_a_secret() {
        RawHttp.Answer answer = carillon.http().send("GET", CHANNELS + "?" + Signing.query("GET", EVENTS, null), null);

        String expected = Signing.query("GET", CHANNELS, null);
        assertThat(answer.body())
                .doesNotContain(RunningJar.APP_SECRET)
                .doesNotContain(expected.substring(expected.indexOf("auth_signature=") + 15));
    }

    @Test
    void a_connection_is_kept_for_the_next_request() throws IOException {
        String query = CHANNELS + "?" + Signing.query("GET", CHANNELS, null);
        String one = "GET " + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String last = "GET " + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket(carillon.jar().host(), carillon.jar().port())) {
            socket.setSoTimeout(10_000);

            socket.getOutputStream().write((one + one + last).getBytes(StandardCharsets.UTF_8));

            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(4);
        }
    }

    private RawHttp.Answer at(long seconds) {
        return carillon.http().send("GET", CHANNELS + "?" + Signing.query("GET", CHANNELS, null, seconds), null);
    }

    /** {@code {"error":"text","code":STATUS}}, whatever else is said. */
    static void isRefusal(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(json(answer.body()).path("error").asText())
                .as(answer.toString())
                .isNotEmpty();
        assertThat(json(answer.body()).path("code").asInt())
                .as(answer.toString())
                .isEqualTo(status);
    }
}
