package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.KeyPair;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    private static final String EVENT = """
            {"name":"n","channel":"a","data":"x"}""";

    private final ApiServer server = ApiServer.start();
    private final TestApp app = server.app();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_example_of_pushers_documentation_is_accepted() {
        app.isNow(new App(
                AppId.of("3"),
                "documentation",
                true,
                List.of(new KeyPair(AppKey.of("278d425bdf160c739803"), Secret.of("7ad3773142a6692b25b8"))),
                List.of(),
                AppLimits.DEFAULTS,
                AppOptions.DEFAULTS));
        server.clock().advance(Duration.between(HeldClock.START, Instant.ofEpochSecond(1353088179)));

        app.send(
                        "POST",
                        "/apps/3/events?auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0"
                                + "&body_md5=ec365a775a4cd0599faeb73354201b6f"
                                + "&auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c",
                        Map.of("Content-Type", "application/json"),
                        "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}")
                .isOk("{}");
    }

    @Test
    void a_request_without_signature_is_told_all_that_is_missing() {
        app.send("GET", "/apps/" + app.id() + "/channels", Map.of(), "")
                .isRefused(
                        401,
                        "auth_parameters_missing",
                        "auth_key, auth_timestamp, auth_version, auth_signature",
                        "Bearer");
        app.send("GET", "/apps/" + app.id() + "/channels?auth_key=k&auth_version=1.0&auth_signature=00", Map.of(), "")
                .isRefused(401, "auth_parameters_missing", "lacks auth_timestamp.");
    }

    @Test
    void only_version_1_0_is_known() {
        app.send(
                        "GET",
                        "/apps/" + app.id()
                                + "/channels?auth_key=k&auth_version=2.0&auth_timestamp=1&auth_signature=00",
                        Map.of(),
                        "")
                .isRefused(401, "auth_version_unsupported", "'2.0'");
    }

    @Test
    void an_app_that_is_not_there_is_not_found() {
        String path = "/apps/9999/channels";
        app.send("GET", path + "?" + app.signed("GET", path, new byte[0]), Map.of(), "")
                .isRefused(404, "app_not_found", "'9999'");

        String words = "/apps/my-app/channels";
        app.send("GET", words + "?" + app.signed("GET", words, new byte[0]), Map.of(), "")
                .isRefused(404, "app_not_found", "'my-app'");
    }

    @Test
    void an_app_that_is_switched_off_is_refused() {
        app.isNow(false, AppLimits.DEFAULTS);

        app.post("/events", EVENT).isRefused(403, "app_disabled");
        app.get("/channels").isRefused(403, "app_disabled");
    }

    @Test
    void a_key_of_another_app_is_refused_and_so_is_a_key_of_nobody() {
        TestApp other = server.app();
        String path = "/apps/" + app.id() + "/channels";

        other.send("GET", path + "?" + other.signed("GET", path, new byte[0]), Map.of(), "")
                .isRefused(401, "auth_key_unknown", "no active key of app " + app.id());
        app.send(
                        "GET",
                        path + "?auth_key=%00%3A&auth_version=1.0&auth_timestamp=" + app.now() + "&auth_signature=00",
                        Map.of(),
                        "")
                .isRefused(401, "auth_key_unknown", "'?:'");
    }

    @Test
    void each_of_several_keys_signs_with_its_own_secret() {
        AppKey young = AppKey.of("young-key");
        Secret secret = Secret.of("young-secret");
        app.isNow(new App(
                AppId.of(app.id()),
                "two keys",
                true,
                List.of(new KeyPair(app.key(), app.secret()), new KeyPair(young, secret)),
                List.of(),
                AppLimits.DEFAULTS,
                AppOptions.DEFAULTS));
        String path = "/apps/" + app.id() + "/channels";

        app.send(
                        "GET",
                        path + "?" + RequestSignature.signedQuery(young, secret, "GET", path, null, app.now()),
                        Map.of(),
                        "")
                .isOk("{\"channels\":{}}");
        app.send(
                        "GET",
                        path + "?" + RequestSignature.signedQuery(young, app.secret(), "GET", path, null, app.now()),
                        Map.of(),
                        "")
                .isRefused(401, "auth_signature_invalid", "secret of another key of this app");
    }

    @Test
    void a_signature_is_good_for_ten_minutes_either_way() {
        String path = "/apps/" + app.id() + "/channels";
        String target = path + "?" + app.signed("GET", path, new byte[0]);

        server.clock().advance(Duration.ofSeconds(600));
        app.send("GET", target, Map.of(), "").isOk("{\"channels\":{}}");
        server.clock().advance(Duration.ofSeconds(1));
        app.send("GET", target, Map.of(), "")
                .isRefused(
                        401,
                        "auth_timestamp_expired",
                        "auth_timestamp 1772366400 (2026-03-01T12:00:00Z)",
                        "server's time 1772367001 (2026-03-01T12:10:01Z)");

        server.clock().advance(Duration.ofSeconds(-1201));
        app.send("GET", target, Map.of(), "").isOk("{\"channels\":{}}");
        server.clock().advance(Duration.ofSeconds(-1));
        app.send("GET", target, Map.of(), "").isRefused(401, "auth_timestamp_expired");
    }

    @Test
    void a_timestamp_that_is_no_number_of_seconds_is_refused() {
        for (String timestamp : List.of("yesterday", "", "1e3", "99999999999999999999", "9223372036854775807")) {
            app.send(
                            "GET",
                            "/apps/" + app.id() + "/channels?auth_key=" + app.key()
                                    + "&auth_version=1.0&auth_timestamp=" + timestamp + "&auth_signature=00",
                            Map.of(),
                            "")
                    .isRefused(401, "auth_timestamp_invalid", "'" + timestamp + "'");
        }
    }

    @Test
    void a_body_must_be_covered_by_the_signature() {
        String path = "/apps/" + app.id() + "/events";

        app.send(
                        "POST",
                        path + "?"
                                + RequestSignature.signedQuery(app.key(), app.secret(), "POST", path, null, app.now()),
                        Map.of(),
                        EVENT)
                .isRefused(401, "body_md5_missing");
    }

    @Test
    void a_body_that_is_not_the_one_that_was_signed_is_refused() {
        String path = "/apps/" + app.id() + "/events";

        app.send(
                        "POST",
                        path + "?" + app.signed("POST", path, EVENT.getBytes(StandardCharsets.UTF_8)),
                        Map.of(),
                        EVENT + " ")
                .isRefused(
                        401,
                        "body_md5_mismatch",
                        "38 bytes that arrived is "
                                + RequestSignature.md5Hex((EVENT + " ").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_md5_may_be_in_upper_case() {
        String path = "/apps/" + app.id() + "/events";
        String md5 =
                RequestSignature.md5Hex(EVENT.getBytes(StandardCharsets.UTF_8)).toUpperCase(java.util.Locale.ROOT);
        String query = "auth_key=" + app.key() + "&auth_timestamp=" + app.now() + "&auth_version=1.0&body_md5=" + md5;

        app.send(
                        "POST",
                        path + "?" + query + "&auth_signature=" + app.secret().sign("POST\n" + path + "\n" + query),
                        Map.of(),
                        EVENT)
                .isOk("{}");
    }

    @Test
    void the_signature_may_be_in_upper_case_and_come_first() {
        String path = "/apps/" + app.id() + "/channels";
        String query = "auth_key=" + app.key() + "&auth_timestamp=" + app.now() + "&auth_version=1.0";
        String signature = app.secret().sign("GET\n" + path + "\n" + query).toUpperCase(java.util.Locale.ROOT);

        app.send("GET", path + "?auth_signature=" + signature + "&" + query, Map.of(), "")
                .isOk("{\"channels\":{}}");
    }

    @Test
    void a_get_may_carry_the_md5_of_nothing() {
        String path = "/apps/" + app.id() + "/channels";
        String query = "auth_key=" + app.key() + "&auth_timestamp=" + app.now()
                + "&auth_version=1.0&body_md5=d41d8cd98f00b204e9800998ecf8427e";

        app.getSigning(path + "?" + query, "GET\n" + path + "\n" + query).isOk("{\"channels\":{}}");
    }

    @Test
    void a_get_may_carry_a_content_type() {
        String path = "/apps/" + app.id() + "/channels";

        app.send(
                        "GET",
                        path + "?" + app.signed("GET", path, new byte[0]),
                        Map.of("Content-Type", "application/json"),
                        "")
                .isOk("{\"channels\":{}}");
    }

    @Test
    void values_may_stand_in_the_url_as_they_are() {
        app.broker().subscribes("private-a;b,c=@x", 1);
        String path = "/apps/" + app.id() + "/channels";
        String query = "auth_key=" + app.key() + "&auth_timestamp=" + app.now()
                + "&auth_version=1.0&filter_by_prefix=private-a;b,c=@&info=subscription_count";

        app.getSigning(path + "?" + query, "GET\n" + path + "\n" + query)
                .isOk("{\"channels\":{\"private-a;b,c=@x\":{\"subscription_count\":1}}}");
    }

    @Test
    void values_may_be_escaped_and_are_signed_as_they_were_before() {
        app.broker().joins("presence-x", "1", "{}");
        String path = "/apps/" + app.id() + "/channels";
        String query = "auth_key=" + app.key() + "&auth_timestamp=" + app.now() + "&auth_version=1.0";

        app.getSigning(
                        path + "?" + query + "&filter_by_prefix=presence%2D&info=user_count%2Csubscription_count",
                        "GET\n" + path + "\n" + query
                                + "&filter_by_prefix=presence-&info=user_count,subscription_count")
                .isOk("{\"channels\":{\"presence-x\":{\"user_count\":1,\"subscription_count\":1}}}");
    }

    @Test
    void keys_are_signed_in_lower_case_and_in_order_and_unknown_ones_are_signed_too() {
        String path = "/apps/" + app.id() + "/channels";

        app.getSigning(
                        path + "?zebra=1&Auth_Version=1.0&AUTH_KEY=" + app.key() + "&auth_timestamp=" + app.now()
                                + "&apple=a+b",
                        "GET\n" + path + "\napple=a b&auth_key=" + app.key() + "&auth_timestamp=" + app.now()
                                + "&auth_version=1.0&zebra=1")
                .isOk("{\"channels\":{}}");
    }

    @Test
    void a_path_may_be_signed_unescaped_and_sent_escaped() {
        app.broker().subscribes("private-a;b,c=@.", 1);
        String query = "auth_key=" + app.key() + "&auth_timestamp=" + app.now() + "&auth_version=1.0";
        String signed = "GET\n/apps/" + app.id() + "/channels/private-a;b,c=@.\n" + query;

        app.getSigning("/apps/" + app.id() + "/channels/private-a%3Bb%2Cc%3D%40.?" + query, signed)
                .isOk("{\"occupied\":true}");
        app.getSigning("/apps/" + app.id() + "/channels/private-a;b,c=@.?" + query, signed)
                .isOk("{\"occupied\":true}");
    }

    @Test
    void a_path_may_be_signed_as_it_was_sent() {
        String path = "/apps/" + app.id() + "/channels/private-a%3Bb";
        String query = "auth_key=" + app.key() + "&auth_timestamp=" + app.now() + "&auth_version=1.0";

        app.getSigning(path + "?" + query, "GET\n" + path + "\n" + query).isOk("{\"occupied\":false}");
    }

    @Test
    void a_whole_url_in_the_request_line_is_signed_by_its_path() {
        String path = "/apps/" + app.id() + "/channels";

        app.send("GET", "http://localhost" + path + "?" + app.signed("GET", path, new byte[0]), Map.of(), "")
                .isOk("{\"channels\":{}}");
    }

    @Test
    void a_wrong_signature_is_told_what_should_have_been_signed_and_what_differs() {
        String path = "/apps/" + app.id() + "/channels";
        String query = "auth_key=" + app.key() + "&auth_timestamp=" + app.now() + "&auth_version=1.0";

        Reply reply = app.getSigning(path + "?" + query, "POST\n" + path + "\n" + query);

        reply.isRefused(
                401,
                "auth_signature_invalid",
                "Invalid signature",
                "GET\\\\n" + path + "\\\\n" + query,
                "the method is POST, but the request came as GET");
        assertThat(reply.body())
                .doesNotContain(app.secret().reveal())
                .doesNotContain(app.secret().sign("GET\n" + path + "\n" + query));
    }

    @Test
    void signatures_that_are_none_are_refused() {
        String path = "/apps/" + app.id() + "/channels";
        for (String signature : List.of("", "zz", "00", "0".repeat(63), "0".repeat(65), "%FF%FE")) {
            app.send(
                            "GET",
                            path + "?auth_key=" + app.key() + "&auth_timestamp=" + app.now()
                                    + "&auth_version=1.0&auth_signature=" + signature,
                            Map.of(),
                            "")
                    .isRefused(401, "auth_signature_invalid");
        }
    }

    @Test
    void a_bearer_token_stands_for_a_signature() {
        var bearer = Map.of("Authorization", "Bearer " + TestApp.TOKEN);

        app.send("POST", "/apps/" + app.id() + "/events", bearer, EVENT).isOk("{}");
        app.send(
                        "GET",
                        "/apps/" + app.id() + "/channels?filter_by_prefix=a",
                        Map.of("authorization", "bearer " + TestApp.TOKEN),
                        "")
                .isOk("{\"channels\":{}}");
    }

    @Test
    void a_bearer_token_of_nobody_is_refused() {
        Reply reply = app.send("GET", "/apps/" + app.id() + "/channels", Map.of("Authorization", "Bearer wrong"), "");

        reply.isRefused(401, "token_unknown");
        assertThat(reply.headers()).containsEntry("www-authenticate", "Bearer");
        assertThat(reply.body()).doesNotContain("wrong");
    }

    @Test
    void a_bearer_token_is_for_its_own_app_while_that_is_enabled() {
        TestApp other = server.app();
        other.isNow(new App(
                AppId.of(other.id()), "other", true, List.of(), List.of(), AppLimits.DEFAULTS, AppOptions.DEFAULTS));
        var bearer = Map.of("Authorization", "Bearer " + TestApp.TOKEN);

        app.send("GET", "/apps/" + other.id() + "/channels", bearer, "").isRefused(401, "token_unknown");
        app.send("GET", "/apps/9999/channels", bearer, "").isRefused(404, "app_not_found");
        app.isNow(false, AppLimits.DEFAULTS);
        app.send("GET", "/apps/" + app.id() + "/channels", bearer, "").isRefused(403, "app_disabled");
    }

    @Test
    void other_kinds_of_authorization_count_as_none() {
        app.send("GET", "/apps/" + app.id() + "/channels", Map.of("Authorization", "Basic eDp5"), "")
                .isRefused(401, "auth_parameters_missing");
    }

    @Test
    void a_signature_counts_before_a_token_that_some_proxy_added() {
        String path = "/apps/" + app.id() + "/channels";

        app.send(
                        "GET",
                        path + "?" + app.signed("GET", path, new byte[0]),
                        Map.of("Authorization", "Bearer of-a-proxy"),
                        "")
                .isOk("{\"channels\":{}}");
    }

    @Test
    void mistakes_are_looked_for_some_times_a_second_and_then_wrong_signatures_are_refused_without() {
        String path = "/apps/" + app.id() + "/channels";
        // Signed in lower case, which is a mistake that can be found.
        String target = path + "?auth_key=" + app.key() + "&auth_timestamp=" + app.now() + "&auth_version=1.0";
        String signed =
                "get\n" + path + "\nauth_key=" + app.key() + "&auth_timestamp=" + app.now() + "&auth_version=1.0";
        for (int i = 0; i < 20; i++) {
            app.getSigning(target, signed).isRefused(401, "auth_signature_invalid", "the method is in lower case");
        }

        Reply refused = app.getSigning(target, signed);

        assertThat(refused)
                .hasToString(
                        "401 {\"error\":\"Invalid signature: you should have sent HmacSHA256Hex(\\\"GET\\\\n" + path
                                + "\\\\nauth_key=" + app.key() + "&auth_timestamp=" + app.now()
                                + "&auth_version=1.0\\\", your_secret_key), but you sent \\\""
                                + app.secret().sign(signed)
                                + "\\\". Compare this text with the one that you signed, and check that the secret belongs to the"
                                + " key in auth_key.\",\"code\":401,\"id\":\"auth_signature_invalid\","
                                + "\"docs\":\"/docs/errors#auth_signature_invalid\"}");
        server.clock().advance(Duration.ofSeconds(1));
        app.getSigning(target, signed).isRefused(401, "auth_signature_invalid", "the method is in lower case");
    }
}
