package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Revocation.Kind;
import io.carillon.backplane.Revocations;
import io.carillon.protocol.signature.Secret;
import io.carillon.token.IssuerText;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to have something signed that one may not have. */
class AuthorizeAttacksTest {

    // As every process has it: the longest token that is looked at must reach those who look.
    private static final ApiServer SERVER = ApiServer.start(Map.of("micronaut.server.netty.max-header-size", "16KB"));
    private static final String MINE = "private-inbox-ann";
    private static final Secret SECRET = Secret.of("a secret of the app with thirty-two bytes");

    private final TestApp app = SERVER.app();
    private final Instant now = SERVER.clock().instant();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void trusts_the_provider() {
        app.isNow(app.known()
                .withKeys(List.of(new KeyPair(app.key(), SECRET)))
                .withIssuers(List.of(IssuerText.checked(TestTokens.issuer()))));
    }

    /** A way in: the token made from what a good one says, and what it is refused with. */
    private static Arguments attack(String name, Function<JWTClaimsSet, String> token, String code) {
        return Arguments.of(name, token, code);
    }

    private static Function<JWTClaimsSet, String> with(Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> change) {
        return claims -> TestTokens.signedByProvider(
                change.apply(new JWTClaimsSet.Builder(claims)).build());
    }

    static Stream<Arguments> attacks() {
        Date longAgo = Date.from(HeldClock.START.minusSeconds(7200));
        return Stream.of(
                attack("signed by somebody else", TestTokens::forged, "token_signature_invalid"),
                attack("algorithm none", TestTokens::unsigned, "token_algorithm_refused"),
                attack("a MAC with the public key", TestTokens::macOverPublicKey, "token_algorithm_refused"),
                attack("changed afterwards", AuthorizeAttacksTest::ofBobWithAnnsSignature, "token_signature_invalid"),
                attack(
                        "expired",
                        with(claims ->
                                claims.issueTime(longAgo).expirationTime(Date.from(HeldClock.START.minusSeconds(31)))),
                        "token_expired"),
                attack(
                        "not begun",
                        with(claims -> claims.notBeforeTime(Date.from(HeldClock.START.plusSeconds(60)))),
                        "token_not_yet_valid"),
                attack(
                        "for a year",
                        with(claims -> claims.expirationTime(Date.from(HeldClock.START.plusSeconds(31_536_000)))),
                        "token_lifetime_too_long"),
                attack("for another page", with(claims -> claims.audience("shop")), "token_audience_wrong"),
                attack(
                        "of another issuer",
                        with(claims -> claims.issuer("https://evil.example/")),
                        "token_issuer_unknown"),
                attack("of nobody", with(claims -> claims.subject(null)), "token_claim_missing"),
                attack("no token", claims -> "a.b.c", "token_malformed"),
                attack("five parts", claims -> "a.b.c.d.e", "token_malformed"),
                attack("huge", claims -> "a.b." + "c".repeat(8200), "token_too_large"));
    }

    private static String ofBobWithAnnsSignature(JWTClaimsSet claims) {
        String ann = TestTokens.signedByProvider(claims);
        String bob = TestTokens.signedByProvider(
                new JWTClaimsSet.Builder(claims).subject("bob").build());
        return bob.substring(0, bob.lastIndexOf('.')) + ann.substring(ann.lastIndexOf('.'));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void a_token_that_is_not_believed_has_nothing_signed(
            String name, Function<JWTClaimsSet, String> token, String code) {
        String text = token.apply(TestTokens.ofProvider("ann", now).build());

        Reply reply = ask(text, MINE).isRefused(401, code);

        assertThat(reply.headers()).containsEntry("www-authenticate", "Bearer");
        assertThat(reply.body()).doesNotContain(text);
    }

    @Test
    void a_good_one_has() {
        ask(annsToken(), MINE).isOkWith("\"auth\":\"" + app.key() + ":");
    }

    @Test
    void another_apps_token_is_nobodys_here() {
        TestApp other = SERVER.app();
        String token = TestTokens.signedBy(
                other.key(), Secret.of("a secret of the other app, of 32 bytes"), everything("ann"));

        ask(token, MINE).isRefused(401, "token_key_unknown");
        other.send("POST", "/apps/" + other.id() + "/authorize", bearer(annsToken()), body(MINE))
                .isRefused(401, "token_issuer_unknown");
    }

    @Test
    void the_secret_of_another_key_signs_nothing() {
        String token =
                TestTokens.signedBy(app.key(), Secret.of("somebody else's secret of some length"), everything("ann"));

        ask(token, MINE).isRefused(401, "token_signature_invalid");
    }

    @Test
    void a_token_of_a_key_that_has_ended_is_refused() {
        app.isNow(app.known()
                .withKeys(List.of(
                        new KeyPair(app.key(), SECRET, app.known().keys().get(0).scope(), now))));

        ask(TestTokens.signedBy(app.key(), SECRET, everything("ann")), MINE).isRefused(401, "token_key_expired");
    }

    @Test
    void a_revoked_token_is_refused_and_another_of_the_user_is_not() {
        revoke(new Revocation(Kind.TOKEN, "t1", now.plusSeconds(1), now.plusSeconds(7200)));

        Reply refused = ask(annsToken("t1"), MINE).isRefused(401, "token_revoked", "The token was revoked.");
        assertThat(refused.headers()).containsEntry("www-authenticate", "Bearer");
        ask(annsToken("t2"), MINE).is(200);
    }

    @Test
    void what_a_user_was_given_before_is_refused_and_what_comes_after_is_not() {
        String token = annsToken();
        SERVER.clock().advance(Duration.ofSeconds(10));
        Instant later = SERVER.clock().instant();
        revoke(new Revocation(Kind.USER, "ann", later, later.plusSeconds(7200)));

        ask(token, MINE).isRefused(401, "token_revoked", "user 'ann' was given before " + later);
        ask(TestTokens.signedByProvider(TestTokens.ofProvider("ann", later).build()), MINE)
                .is(200);
    }

    @Test
    void a_revoked_key_and_all_tokens_of_the_app_too() {
        revoke(new Revocation(Kind.KEY, "provider-1", now.plusSeconds(1), now.plusSeconds(7200)));
        ask(annsToken(), MINE).isRefused(401, "token_revoked", "key 'provider-1'");

        revoke(new Revocation(Kind.ALL, "", now.plusSeconds(1), now.plusSeconds(7200)));
        ask(annsToken(), MINE).isRefused(401, "token_revoked", "All tokens of the app");
    }

    @Test
    void a_blocked_user_waits_whoever_asks_for_them() {
        Instant until = now.plusSeconds(600);
        revoke(new Revocation(Kind.USER, "ann", until, until));

        ask(annsToken(), MINE).isRefused(403, "user_blocked", "User 'ann' is blocked until " + until);
        byServer("ann").isRefused(403, "user_blocked", "User 'ann' is blocked until " + until);
        byServer("bob").isOkWith("\"presence-a\":{\"auth\":");
    }

    @Test
    void nobody_is_somebody_else_by_saying_so() {
        String form = "socket_id=1.2&channel_name=presence-room-1&user_id=bob&channel_data="
                + "%7B%22user_id%22%3A%22bob%22%7D&user_data=%7B%22id%22%3A%22bob%22%7D";

        Reply reply = app.send(
                "POST",
                path(),
                Map.of(
                        "Authorization",
                        "Bearer " + annsToken(),
                        "Content-Type",
                        "application/x-www-form-urlencoded; charset=UTF-8"),
                form);

        assertThat(reply.is(200).body()).contains("\\\"user_id\\\":\\\"ann\\\"").doesNotContain("bob");
        app.send(
                        "POST",
                        path(),
                        bearer(annsToken()),
                        "{\"socket_id\":\"1.2\",\"channels\":[\"presence-room-1\"],\"user\":{\"id\":\"bob\"}}")
                .isRefused(403, "user_not_accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1234", "1234.", ".5678", "1.2:private-x", "1.2::user::{}", "1.2 ", "a.b", "1.2.3", "٣.٤", "-1.2"
            })
    void a_socket_id_cannot_carry_another_text_to_sign(String socket) {
        app.send(
                        "POST",
                        path(),
                        bearer(annsToken()),
                        "{\"socket_id\":\"" + socket + "\",\"channels\":[\"" + MINE + "\"]}")
                .isRefused(400, "socket_id_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-inbox-ann:x", "private-inbox-ann ", "private-inbox-*", "private-inbox-ann\\u0000"})
    void a_channel_name_cannot_either(String channel) {
        ask(annsToken(), channel).isOkWith("\"error\":{\"code\":\"channel_name_invalid\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-inbox-bob", "private-inbox-ann2", "presence-lobby", "private-room-1"})
    void a_channel_outside_of_the_capabilities_is_not_signed(String channel) {
        ask(annsToken(), channel).isOkWith("\"" + channel + "\":{\"error\":{\"code\":\"channel_not_allowed\"");
    }

    @Test
    void the_channel_of_another_user_is_never_signed() {
        String token = TestTokens.signedBy(app.key(), SECRET, everything("ann"));

        ask(token, "#server-to-user-bob").isOkWith("\"error\":{\"code\":\"channel_needs_no_authorization\"");
    }

    @Test
    void a_token_in_the_body_or_the_query_is_none() {
        app.send("POST", path() + "?token=" + annsToken(), Map.of(), body(MINE))
                .isRefused(401, "auth_parameters_missing");
    }

    @Test
    void a_token_beside_a_forged_signature_does_not_help() {
        app.send("POST", path() + "?auth_key=" + app.key(), bearer(annsToken()), body(MINE))
                .isRefused(401, "auth_parameters_missing", "auth_signature");
    }

    @Test
    void what_opens_this_door_opens_no_other() {
        app.send("GET", "/apps/" + app.id() + "/channels", bearer(annsToken()), "")
                .isRefused(401, "token_unknown");
        app.send("POST", "/apps/" + app.id() + "/events", bearer(annsToken()), "{}")
                .isRefused(401, "token_unknown");
    }

    @Test
    void keys_that_cannot_be_fetched_just_now_are_no_refusal_for_ever() throws Exception {
        // A port on which somebody listens who never answers would take five seconds; one that is closed takes none.
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        app.isNow(app.known()
                .withIssuers(List.of(IssuerText.checked("{\"name\":\"" + TestTokens.ISSUER
                        + "\",\"algorithms\":[\"ES256\"],\"audiences\":[\"chat\"],\"jwks_url\":\"http://127.0.0.1:"
                        + closed
                        + "/jwks.json\"}"))));

        Reply reply = ask(annsToken(), MINE).isRefused(503, "token_keys_unavailable");

        assertThat(reply.headers()).containsEntry("retry-after", "1");
    }

    private JWTClaimsSet everything(String user) {
        return TestTokens.claims(now)
                .subject(user)
                .claim("capabilities", TestTokens.giving("*", "subscribe", "presence"))
                .build();
    }

    private String annsToken() {
        return annsToken("t0");
    }

    private String annsToken(String id) {
        return TestTokens.signedByProvider(
                TestTokens.ofProvider("ann", now).jwtID(id).build());
    }

    private void revoke(Revocation revocation) {
        app.isNow(app.known().withRevocations(Revocations.of(List.of(revocation))));
    }

    private Reply byServer(String user) {
        return app.byToken(
                "POST",
                "/authorize",
                "{\"socket_id\":\"1.2\",\"channels\":[\"presence-a\"],\"user\":{\"id\":\"" + user + "\"}}");
    }

    private Reply ask(String token, String channel) {
        return app.send("POST", path(), bearer(token), body(channel));
    }

    private static String body(String channel) {
        return "{\"socket_id\":\"1.2\",\"channels\":[\"" + channel + "\"]}";
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private String path() {
        return "/apps/" + app.id() + "/authorize";
    }
}
