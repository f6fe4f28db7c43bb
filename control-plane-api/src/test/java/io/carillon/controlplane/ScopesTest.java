package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.KeyPair;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key or a token may be used for over HTTP, and how long. */
class ScopesTest {

    private static final ApiServer SERVER = ApiServer.start();

    private final TestApp app = SERVER.app();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // scope                 | on             | request                                  | what it lacks; ok
                // if nothing
                "PUBLISH                 | *              | POST /events a                           | ok",
                "PUBLISH                 | a              | POST /events a                           | ok",
                "PUBLISH                 | a*             | POST /events ab                          | ok",
                "PUBLISH                 | b              | POST /events a                           | publish on channel a",
                "PUBLISH                 | a              | POST /events a,b                         | publish on channel b",
                "SUBSCRIBE PRESENCE ADMIN| *              | POST /events a                           | publish",
                "PUBLISH                 | #server-to-user-7 | POST /events #server-to-user-7        | ok",
                "PUBLISH                 | #server-to-user-7 | POST /events #server-to-user-8        | publish on channel #server-to-user-8",
                "PUBLISH                 | a              | POST /batch_events a                     | ok",
                "PUBLISH                 | a              | POST /batch_events a,b                   | publish on channel b",
                "ADMIN                   | *              | POST /batch_events a                     | publish",
                "SUBSCRIBE               | a              | GET /channels/a                          | ok",
                "SUBSCRIBE               | a              | GET /channels/b                          | subscribe on channel b",
                "PUBLISH PRESENCE ADMIN  | *              | GET /channels/a                          | subscribe",
                "PRESENCE                | presence-*     | GET /channels/presence-a/users           | ok",
                "PRESENCE                | presence-b     | GET /channels/presence-a/users           | presence on channel presence-a",
                "SUBSCRIBE ADMIN         | *              | GET /channels/presence-a/users           | presence",
                "ADMIN                   | *              | GET /channels                            | ok",
                "ADMIN                   | a*             | GET /channels                            | admin on every channel",
                "SUBSCRIBE PRESENCE      | *              | GET /channels                            | admin on every channel",
                "ADMIN                   | *              | GET /connections                         | ok",
                "ADMIN                   | a              | GET /connections                         | admin on every channel",
                "ADMIN                   | *              | POST /users/7/terminate_connections      | ok",
                "PUBLISH                 | *              | POST /users/7/terminate_connections      | admin on every channel",
            })
    void a_request_needs_a_scope_that_reaches_as_far(String operations, String pattern, String request, String lacks) {
        app.keyIs(operations, pattern, null);
        app.tokenIs(operations, pattern, null);

        isAnswered(signed(request), lacks, "key key-of-" + app.id());
        isAnswered(byToken(request), lacks, "this server token");
    }

    @Test
    void what_is_refused_in_part_is_not_carried_out_in_part() {
        TestBroker broker = app.broker().subscribes("a", 1);
        app.keyIs("PUBLISH", "a", null);

        signed("POST /events a,b").isRefused(403, "scope_insufficient");
        signed("POST /batch_events a,b").isRefused(403, "scope_insufficient");

        assertThat(broker.heard()).isEmpty();
    }

    @Test
    void who_asks_what_a_channel_is_like_after_publishing_must_be_allowed_to_know() {
        String event = """
                {"name":"n","channel":"a","data":"x","info":"subscription_count"}""";
        app.keyIs("PUBLISH", "*", null);
        app.post("/events", event).isRefused(403, "scope_insufficient", "subscribe on channel a");

        app.keyIs("PUBLISH SUBSCRIBE", "*", null);
        app.post("/events", event).isOk("{\"channels\":{\"a\":{\"subscription_count\":0}}}");
    }

    @Test
    void a_key_that_has_ended_is_refused_and_told_when() {
        app.keyIs("ADMIN", "*", SERVER.clock().instant().plusSeconds(60));
        app.get("/channels").isOk("{\"channels\":{}}");

        SERVER.clock().advance(Duration.ofSeconds(60));

        app.get("/channels")
                .isRefused(
                        401,
                        "auth_key_expired",
                        "auth_key 'key-of-" + app.id() + "' of app " + app.id() + " ended at "
                                + SERVER.clock().instant());
    }

    @Test
    void a_token_that_has_ended_is_refused_and_told_when() {
        app.tokenIs("ADMIN", "*", SERVER.clock().instant().plusSeconds(60));
        app.byToken("GET", "/channels", "").isOk("{\"channels\":{}}");

        SERVER.clock().advance(Duration.ofSeconds(60));

        Reply reply = app.byToken("GET", "/channels", "")
                .isRefused(
                        401,
                        "token_expired",
                        "its time was over at " + SERVER.clock().instant());
        assertThat(reply.headers()).containsEntry("www-authenticate", "Bearer");
    }

    @Test
    void without_the_secret_nobody_learns_how_a_key_stands() {
        app.isNow(app.known()
                .withKeys(List.of(new KeyPair(
                        app.key(),
                        app.secret(),
                        app.known().keys().get(0).scope(),
                        SERVER.clock().instant()))));
        String path = "/apps/" + app.id() + "/channels";

        app.send(
                        "GET",
                        path + "?"
                                + RequestSignature.signedQuery(
                                        app.key(), Secret.of("a guess"), "GET", path, null, app.now()),
                        Map.of(),
                        "")
                .isRefused(401, "auth_signature_invalid");
    }

    private static void isAnswered(Reply reply, String lacks, String credential) {
        if (lacks.equals("ok")) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        } else {
            reply.isRefused(
                    403,
                    "scope_insufficient",
                    "This request needs " + lacks + ", which is not in the scope of " + credential
                            + ". Use a key or token whose scope has it, or widen this one's scope.");
        }
    }

    private Reply signed(String request) {
        String[] words = request.trim().split(" ");
        return words[0].equals("GET") ? app.get(words[1]) : app.post(words[1], body(words));
    }

    private Reply byToken(String request) {
        String[] words = request.trim().split(" ");
        return app.byToken(words[0], words[1], words[0].equals("GET") ? "" : body(words));
    }

    private static String body(String[] words) {
        if (words.length < 3) {
            return "{}";
        }
        String channels = "\"" + words[2].replace(",", "\",\"") + "\"";
        return words[1].equals("/events")
                ? "{\"name\":\"n\",\"data\":\"x\",\"channels\":[" + channels + "]}"
                : "{\"batch\":[{\"name\":\"n\",\"data\":\"x\",\"channel\":"
                        + channels.replace(",", "},{\"name\":\"n\",\"data\":\"x\",\"channel\":") + "}]}";
    }
}
