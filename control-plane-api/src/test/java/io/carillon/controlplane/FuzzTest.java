package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is sent, the answer is success or a refusal with a name: never a failure, never silence. */
class FuzzTest {

    private static final ApiServer SERVER = ApiServer.start();
    private static final TestApp APP = SERVER.app();

    private static final Pattern REFUSED = Pattern.compile(
            "(400|401|403|404|409|413) \\{\"error\":\".+\",\"code\":\\1,\"id\":\"[a-z0-9_]+\",\"docs\":\"/docs/errors#[a-z0-9_]+\"\\}",
            Pattern.DOTALL);

    @AfterContainer
    static void stop() {
        SERVER.close();
    }

    @Property(tries = 300)
    void any_bytes_as_the_body_of_an_event(@ForAll byte[] body) {
        assertAnswered(signed("/events", body));
    }

    @Property(tries = 400)
    void any_json_as_an_event(@ForAll("nearlyEvents") String body) {
        assertAnswered(signed("/events", body.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 300)
    void any_json_as_a_batch(@ForAll("nearlyBatches") String body) {
        assertAnswered(signed("/batch_events", body.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 300)
    void any_bytes_as_what_is_to_be_signed(@ForAll byte[] body) {
        assertAnswered(signed("/authorize", body));
    }

    @Property(tries = 400)
    void any_json_as_what_is_to_be_signed(@ForAll("nearlyAuthorizations") String body) {
        assertAnswered(signed("/authorize", body.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 300)
    void any_form_and_any_token(@ForAll("printable") String form, @ForAll("printable") String token) {
        assertAnswered(APP.send(
                "POST",
                "/apps/" + APP.id() + "/authorize",
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization", "Bearer " + token),
                form));
        assertAnswered(APP.send(
                "POST",
                "/apps/" + APP.id() + "/authorize",
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization", "Bearer " + TestApp.TOKEN),
                form));
    }

    @Property(tries = 400)
    void any_query(@ForAll("printable") String query) {
        assertAnswered(APP.send("GET", "/apps/" + APP.id() + "/channels?" + query, Map.of(), ""));
    }

    @Property(tries = 400)
    void any_authentication(@ForAll("authentications") String query) {
        assertAnswered(APP.send("GET", "/apps/" + APP.id() + "/channels?" + query, Map.of(), ""));
    }

    @Property(tries = 300)
    void any_path(@ForAll("printable") String path) {
        assertAnswered(APP.send("GET", "/apps/" + path, Map.of("Authorization", "Bearer " + TestApp.TOKEN), ""));
    }

    @Property(tries = 300)
    void any_channel_and_any_parameters(@ForAll("printable") String name, @ForAll("printable") String info) {
        var bearer = Map.of("Authorization", "Bearer " + TestApp.TOKEN);
        assertAnswered(APP.send("GET", "/apps/" + APP.id() + "/channels/" + name + "?info=" + info, bearer, ""));
        assertAnswered(APP.send(
                "GET", "/apps/" + APP.id() + "/channels?filter_by_prefix=" + name + "&info=" + info, bearer, ""));
        assertAnswered(
                APP.send("POST", "/apps/" + APP.id() + "/users/" + name + "/terminate_connections", bearer, "{}"));
    }

    @Provide
    Arbitrary<String> printable() {
        return Arbitraries.strings().withCharRange('!', '~').ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> authentications() {
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "1.0",
                        "%31.0",
                        APP.key().value(),
                        Long.toString(APP.now()),
                        "-1",
                        "%00",
                        "%F0%9F%98%80",
                        "a=b",
                        ";",
                        "+"),
                Arbitraries.strings().withChars("0123456789abcdef%").ofMaxLength(64));
        return Combinators.combine(value, value, value, value, value)
                .as((key, time, version, md5, signature) -> "auth_key=" + key + "&auth_timestamp=" + time
                        + "&auth_version=" + version + "&body_md5=" + md5 + "&auth_signature=" + signature);
    }

    @Provide
    Arbitrary<String> nearlyEvents() {
        Arbitrary<String> field = Arbitraries.of(
                "name", "data", "channel", "channels", "socket_id", "info", "idempotency_key", "batch", "x", "");
        Arbitrary<String> member = Combinators.combine(field, json()).as((name, value) -> "\"" + name + "\":" + value);
        return member.list().ofMaxSize(8).map(members -> "{" + String.join(",", members) + "}");
    }

    @Provide
    Arbitrary<String> nearlyAuthorizations() {
        Arbitrary<String> field =
                Arbitraries.of("socket_id", "channels", "user", "sign_in", "id", "user_info", "watchlist", "x", "");
        Arbitrary<String> member = Combinators.combine(field, json()).as((name, value) -> "\"" + name + "\":" + value);
        return Combinators.combine(member.list().ofMaxSize(6), member.list().ofMaxSize(3))
                .as((members, user) -> "{\"socket_id\":\"1.2\",\"user\":{" + String.join(",", user) + "}"
                        + members.stream().map(one -> "," + one).collect(Collectors.joining()) + "}");
    }

    @Provide
    Arbitrary<String> nearlyBatches() {
        return Arbitraries.oneOf(nearlyEvents(), json())
                .list()
                .ofMaxSize(12)
                .map(events -> "{\"batch\":[" + String.join(",", events) + "]}");
    }

    private static Arbitrary<String> json() {
        Arbitrary<String> scalar = Arbitraries.of(
                "\"n\"",
                "\"a\"",
                "\"client-x\"",
                "\"pusher:x\"",
                "\"private-cache-x\"",
                "\"#server-to-user-1\"",
                "\"1.2\"",
                "\"user_count\"",
                "\"cache,subscription_count\"",
                "\"\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"\u00fc\ud83d\ude00\"",
                "null",
                "true",
                "-0",
                "1e999999",
                "12345678901234567890123456789",
                "{}",
                "[]",
                "nonsense",
                "\"open",
                "1".repeat(2000));
        return Arbitraries.oneOf(
                scalar, scalar.list().ofMaxSize(4).map(values -> "[" + String.join(",", values) + "]"));
    }

    private static Reply signed(String path, byte[] body) {
        String full = "/apps/" + APP.id() + path;
        return APP.send("POST", full + "?" + APP.signed("POST", full, body), Map.of(), body);
    }

    private static void assertAnswered(Reply reply) {
        if (reply.status() != 200) {
            assertThat(reply.toString()).matches(REFUSED);
        }
    }
}
