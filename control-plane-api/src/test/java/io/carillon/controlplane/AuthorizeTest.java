package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.signature.Secret;
import io.carillon.token.IssuerText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is signed over HTTP, for whom, and what is not. */
class AuthorizeTest {

    private static final ApiServer SERVER = ApiServer.start();
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final String SOCKET = "1234.5678";

    private final TestApp app = SERVER.app();
    private final Instant now = SERVER.clock().instant();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    // ---- servers

    @Test
    void a_server_has_many_channels_and_a_user_signed_in_one_request() {
        Reply reply = app.post("/authorize", """
                {"socket_id":"1234.5678","channels":["private-a","presence-b","lobby","private x"],
                 "user":{"id":7,"user_info":{"name":"Änn","n":1.50},"watchlist":["8",9]},"sign_in":true}""");

        String channelData = "{\"user_id\":\"7\",\"user_info\":{\"name\":\"Änn\",\"n\":1.50}}";
        String userData = "{\"id\":\"7\",\"user_info\":{\"name\":\"Änn\",\"n\":1.50},\"watchlist\":[\"8\",\"9\"]}";
        reply.isOk("{\"channels\":{\"private-a\":{\"auth\":\"" + auth("1234.5678:private-a") + "\"},"
                + "\"presence-b\":{\"auth\":\"" + auth("1234.5678:presence-b:" + channelData)
                + "\",\"channel_data\":\"" + escaped(channelData) + "\"},"
                + "\"lobby\":{\"error\":{\"code\":\"channel_needs_no_authorization\",\"message\":\"Channel lobby needs no"
                + " authorization: its name begins with neither private- nor presence-.\"}},"
                + "\"private x\":{\"error\":{\"code\":\"channel_name_invalid\",\"message\":\""
                + messageOf(reply, "channel_name_invalid") + "\"}}},"
                + "\"user\":{\"auth\":\"" + auth("1234.5678::user::" + userData) + "\",\"user_data\":\""
                + escaped(userData) + "\"}}");
    }

    @Test
    void a_server_token_does_as_well_as_a_signature() {
        app.byToken("POST", "/authorize", batch("private-a"))
                .isOk("{\"channels\":{\"private-a\":{\"auth\":\"" + auth("1234.5678:private-a") + "\"}}}");
    }

    @Test
    void a_server_that_names_nobody_has_no_members_signed() {
        String body =
                app.post("/authorize", batch("presence-a", "private-a")).is(200).body();

        assertThat(body)
                .contains("\"presence-a\":{\"error\":{\"code\":\"user_unknown\"")
                .contains("\"private-a\":{\"auth\":");
        app.post("/authorize", "{\"socket_id\":\"1.2\",\"sign_in\":true}")
                .is(200)
                .isOkWith("\"user\":{\"error\":{\"code\":\"user_unknown\"");
    }

    @Test
    void what_the_scope_of_the_key_or_token_lacks_is_refused_channel_by_channel() {
        app.keyIs("SUBSCRIBE PRESENCE", "*", null);
        app.tokenIs("SUBSCRIBE", "*-a", null);

        Reply reply = app.byToken(
                "POST",
                "/authorize",
                "{\"socket_id\":\"1.2\",\"channels\":[\"private-a\",\"private-b\",\"presence-a\"],\"user\":{\"id\":\"7\"}}");

        assertThat(reply.is(200).body())
                .contains("\"private-a\":{\"auth\":")
                .contains(
                        "\"private-b\":{\"error\":{\"code\":\"scope_insufficient\",\"message\":\"This request needs subscribe"
                                + " on channel private-b, which is not in the scope of this server token.")
                .contains(
                        "\"presence-a\":{\"error\":{\"code\":\"scope_insufficient\",\"message\":\"This request needs presence"
                                + " on channel presence-a");
    }

    @Test
    void a_token_that_may_not_subscribe_signs_nobody_in() {
        app.tokenIs("PUBLISH", "*", null);

        app.byToken("POST", "/authorize", "{\"socket_id\":\"1.2\",\"sign_in\":true,\"user\":{\"id\":\"7\"}}")
                .isOkWith("\"user\":{\"error\":{\"code\":\"scope_insufficient\"");
    }

    @Test
    void a_signature_comes_from_a_key_that_carries_the_channel() {
        var rooms = new KeyPair(
                app.key(),
                app.secret(),
                new Scope(Set.of(Operation.SUBSCRIBE), List.of(ChannelPattern.of("private-a"))),
                null);
        app.isNow(app.known().withKeys(List.of(rooms)));

        assertThat(app.byToken("POST", "/authorize", batch("private-a", "private-b"))
                        .is(200)
                        .body())
                .contains("\"private-a\":{\"auth\":\"" + auth("1234.5678:private-a") + "\"}")
                .contains("\"private-b\":{\"error\":{\"code\":\"app_without_keys\"");
    }

    @Test
    void an_app_without_a_key_cannot_sign() {
        app.isNow(app.known().withKeys(List.of()));

        app.byToken("POST", "/authorize", batch("private-a")).isRefused(400, "app_without_keys");
    }

    @Test
    void a_hundred_channels_are_signed_at_once_and_no_more() {
        String body = app.post("/authorize", batch(channels(100))).is(200).body();
        assertThat(body.split("\"auth\":\"", -1)).hasSize(101);

        app.post("/authorize", batch(channels(101)))
                .isRefused(400, "channels_too_many", "The request names 101 channels; at most 100 are signed at once.");
    }

    @Test
    void what_a_request_must_say_is_told_when_it_is_missing() {
        app.post("/authorize", "{\"channels\":[\"private-a\"]}").isRefused(400, "field_missing", "socket_id");
        app.post("/authorize", "{\"socket_id\":\"1.2\"}").isRefused(400, "field_missing", "channels");
        app.post("/authorize", "{\"socket_id\":\"1.2\",\"sign_in\":true,\"user\":{\"user_info\":{}}}")
                .isRefused(400, "field_missing", "user.id");
        app.post("/authorize", "{\"socket_id\":\"1.2\",\"channels\":\"private-a\"}")
                .isRefused(400, "field_type_wrong", "channels must be a list of channel names");
        app.post("/authorize", "{\"socket_id\":\"1.2\",\"sign_in\":\"yes\"}").isRefused(400, "field_type_wrong");
        app.post("/authorize", "socket_id=1.2").isRefused(400, "body_malformed", "application/x-www-form-urlencoded");
    }

    @Test
    void what_is_told_about_a_user_has_a_size() {
        app.isNow(true, AppLimits.DEFAULTS);
        String info = "{\"text\":\"" + "x".repeat(1024 - 11) + "\"}";
        assertThat(info).hasSize(1024);
        String body = "{\"socket_id\":\"1.2\",\"channels\":[\"presence-a\"],\"user\":{\"id\":\"7\",\"user_info\":%s}}";

        app.post("/authorize", body.formatted(info)).isOkWith("\"channel_data\"");
        app.post("/authorize", body.formatted(info.replace("xx", "xxx"))).isOkWith("\"code\":\"user_info_too_large\"");
    }

    // ---- end users

    @Test
    void a_user_of_an_identity_provider_needs_no_backend() {
        trustProvider();
        String token =
                TestTokens.signedByProvider(TestTokens.ofProvider("ann", now).build());

        Reply reply = send(
                token,
                "{\"socket_id\":\"1234.5678\",\"channels\":[\"private-inbox-ann\",\"presence-room-1\",\"private-inbox-bob\"],"
                        + "\"sign_in\":true}");

        String channelData = "{\"user_id\":\"ann\",\"user_info\":{\"name\":\"Name of ann\"}}";
        String userData = "{\"id\":\"ann\",\"user_info\":{\"name\":\"Name of ann\"}}";
        reply.isOk("{\"channels\":{\"private-inbox-ann\":{\"auth\":\"" + auth("1234.5678:private-inbox-ann") + "\"},"
                + "\"presence-room-1\":{\"auth\":\"" + auth("1234.5678:presence-room-1:" + channelData)
                + "\",\"channel_data\":\"" + escaped(channelData) + "\"},"
                + "\"private-inbox-bob\":{\"error\":{\"code\":\"channel_not_allowed\",\"message\":\"The token does not give"
                + " subscribe on channel private-inbox-bob. Have it made with capabilities that do, or widen the scope of its"
                + " key or issuer.\"}}},"
                + "\"user\":{\"auth\":\"" + auth("1234.5678::user::" + userData) + "\",\"user_data\":\""
                + escaped(userData) + "\"}}");
    }

    @Test
    void stock_clients_send_a_form_and_are_answered_in_their_words() {
        trustProvider();
        String token =
                TestTokens.signedByProvider(TestTokens.ofProvider("ann", now).build());
        String channelData = "{\"user_id\":\"ann\",\"user_info\":{\"name\":\"Name of ann\"}}";
        String userData = "{\"id\":\"ann\",\"user_info\":{\"name\":\"Name of ann\"}}";

        form(token, "socket_id", SOCKET, "channel_name", "private-inbox-ann")
                .isOk("{\"auth\":\"" + auth("1234.5678:private-inbox-ann") + "\"}");
        form(token, "socket_id", SOCKET, "channel_name", "presence-room-1")
                .isOk("{\"auth\":\"" + auth("1234.5678:presence-room-1:" + channelData) + "\",\"channel_data\":\""
                        + escaped(channelData) + "\"}");
        form(token, "socket_id", SOCKET)
                .isOk("{\"auth\":\"" + auth("1234.5678::user::" + userData) + "\",\"user_data\":\"" + escaped(userData)
                        + "\"}");
        form(token, "socket_id", SOCKET, "channel_name", "private-inbox-bob").isRefused(403, "channel_not_allowed");
        form(token, "socket_id", SOCKET, "channel_name", "lobby").isRefused(400, "channel_needs_no_authorization");
        form(token, "channel_name", "private-inbox-ann").isRefused(400, "field_missing", "socket_id");
    }

    @Test
    void a_token_that_the_app_made_itself_is_as_good() {
        Secret secret = givesLongSecret();
        String token = TestTokens.signedBy(
                app.key(),
                secret,
                TestTokens.claims(now)
                        .subject("7")
                        .claim("capabilities", TestTokens.giving("private-*", "subscribe"))
                        .claim("watchlist", List.of("8"))
                        .build());

        assertThat(send(token, "{\"socket_id\":\"1.2\",\"channels\":[\"private-a\",\"presence-a\"],\"sign_in\":true}")
                        .is(200)
                        .body())
                .contains("\"private-a\":{\"auth\":\"" + app.key() + ":" + secret.sign("1.2:private-a") + "\"}")
                .contains(
                        "\"presence-a\":{\"error\":{\"code\":\"channel_not_allowed\",\"message\":\"The token does not give"
                                + " presence on channel presence-a.")
                .contains("\"user_data\":\"{\\\"id\\\":\\\"7\\\",\\\"watchlist\\\":[\\\"8\\\"]}\"");
    }

    @Test
    void a_token_that_names_nobody_is_no_member() {
        Secret secret = givesLongSecret();
        String token = TestTokens.signedBy(
                app.key(),
                secret,
                TestTokens.claims(now)
                        .claim("capabilities", TestTokens.giving("*", "subscribe", "presence"))
                        .build());

        assertThat(send(token, batch("presence-a", "private-a")).is(200).body())
                .contains("\"presence-a\":{\"error\":{\"code\":\"token_without_user\"")
                .contains("\"private-a\":{\"auth\":");
        form(token, "socket_id", SOCKET).isRefused(403, "token_without_user", "sub");
    }

    @Test
    void a_token_gives_no_more_than_its_key() {
        Secret secret = givesLongSecret();
        app.isNow(app.known()
                .withKeys(List.of(new KeyPair(
                        app.key(),
                        secret,
                        new Scope(Set.of(Operation.SUBSCRIBE), List.of(ChannelPattern.of("private-a"))),
                        null))));
        String token = TestTokens.signedBy(
                app.key(),
                secret,
                TestTokens.claims(now)
                        .claim("capabilities", TestTokens.giving("*", "subscribe"))
                        .build());

        assertThat(send(token, batch("private-a", "private-b")).is(200).body())
                .contains("\"private-a\":{\"auth\":")
                .contains("\"private-b\":{\"error\":{\"code\":\"channel_not_allowed\"");
    }

    // ---- how much, and while what

    @Test
    void an_authorization_counts_as_a_read_of_the_app_whoever_asks() {
        trustProvider();
        String token =
                TestTokens.signedByProvider(TestTokens.ofProvider("ann", now).build());
        App limited = app.known().withLimits(AppLimits.DEFAULTS.withRates(0, 2));
        app.isNow(limited);
        send("not.a.token", batch("private-inbox-ann")).isRefused(401, "token_malformed");

        send(token, batch("private-inbox-ann")).is(200);
        app.post("/authorize", batch("private-a")).is(200);

        Reply refused = send(token, batch("private-inbox-ann")).isRefused(429, "rate_limit_exceeded");
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        app.post("/authorize", batch("private-a")).isRefused(429, "rate_limit_exceeded");
    }

    @Test
    void an_app_that_is_switched_off_signs_for_nobody() {
        trustProvider();
        app.isNow(app.known().withEnabled(false));
        String token =
                TestTokens.signedByProvider(TestTokens.ofProvider("ann", now).build());

        send(token, batch("private-inbox-ann")).isRefused(403, "app_disabled");
        app.post("/authorize", batch("private-a")).isRefused(403, "app_disabled");
    }

    @Test
    void who_shows_nothing_is_told_what_to_show() {
        app.send("POST", path(), Map.of(), batch("private-a"))
                .isRefused(401, "auth_parameters_missing", "Authorization: Bearer TOKEN with the token of their user");
    }

    // ---- words of the stories

    private void trustProvider() {
        app.isNow(app.known().withIssuers(List.of(IssuerText.checked(TestTokens.issuer()))));
    }

    private Secret givesLongSecret() {
        Secret secret = Secret.of("a secret of at least thirty-two bytes for " + app.id());
        app.isNow(app.known().withKeys(List.of(new KeyPair(app.key(), secret))));
        return secret;
    }

    private String path() {
        return "/apps/" + app.id() + "/authorize";
    }

    private Reply send(String token, String body) {
        return app.send("POST", path(), Map.of("Authorization", "Bearer " + token), body);
    }

    private Reply form(String token, String... fields) {
        var headers = new LinkedHashMap<>(FORM);
        headers.put("Authorization", "Bearer " + token);
        String body = IntStream.range(0, fields.length / 2)
                .mapToObj(i -> fields[2 * i] + "=" + URLEncoder.encode(fields[2 * i + 1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return app.send("POST", path(), headers, body);
    }

    private String auth(String text) {
        return app.key() + ":" + app.secret().sign(text);
    }

    private static String escaped(String json) {
        return json.replace("\"", "\\\"");
    }

    /** The words of a refusal that another test is about. */
    private static String messageOf(Reply reply, String code) {
        String begin = "\"code\":\"" + code + "\",\"message\":\"";
        int at = reply.body().indexOf(begin) + begin.length();
        return reply.body().substring(at, reply.body().indexOf("\"}", at));
    }

    private static String batch(String... channels) {
        return "{\"socket_id\":\"" + SOCKET + "\",\"channels\":[\"" + String.join("\",\"", channels) + "\"]}";
    }

    private static String[] channels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "private-" + i).toArray(String[]::new);
    }
}
