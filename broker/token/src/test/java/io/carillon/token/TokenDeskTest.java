package io.carillon.token;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.Await.until;
import static io.carillon.token.RefusalCode.TOKEN_EXPIRED;
import static io.carillon.token.RefusalCode.TOKEN_ISSUER_UNKNOWN;
import static io.carillon.token.RefusalCode.TOKEN_KEYS_UNAVAILABLE;
import static io.carillon.token.RefusalCode.TOKEN_KEY_UNKNOWN;
import static io.carillon.token.RefusalCode.TOKEN_SIGNATURE_INVALID;
import static io.carillon.token.RefusalCode.TOKEN_VERIFICATION_BUSY;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.MovingClock;
import io.carillon.protocol.AppId;
import io.carillon.token.Verification.Refused;
import io.carillon.token.Verification.Verified;
import io.carillon.token.key.JwksSettings;
import io.carillon.token.key.JwksSources;
import io.carillon.token.key.KeyServer;
import io.carillon.token.key.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenDeskTest {

    private static final String ES256 = "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}";

    private final MovingClock clock = new MovingClock();
    private final KeyServer server = new KeyServer();
    private final JwksSources published =
            new JwksSources(JwksSettings.DEFAULTS.withPrivateAddressesAllowed(true), clock);
    private volatile List<TrustedIssuer> issuers = List.of(Stage.RSA, Stage.EC, Stage.ED);
    private TokenDesk desk = desk(DeskSettings.DEFAULTS);

    private TokenDesk desk(DeskSettings settings) {
        return new TokenDesk(new TokenVerifier(app -> issuers, published, TokenRules.DEFAULTS), settings, clock);
    }

    @AfterEach
    void end() {
        desk.close();
        published.close();
        server.close();
    }

    private static String ofEc(String more) {
        return Press.signed("ES256", Press.P256, ES256, Stage.issued(Stage.EC, more));
    }

    private static void assertRefused(RefusalCode code, Verification verification) {
        assertThat(verification)
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.code()).as(r.words()).isEqualTo(code));
    }

    /** A desk whose only thread for what takes long does something else until the gate opens. */
    private CompletableFuture<Void> holdTheOnlyThread(DeskSettings settings) {
        var gate = new CompletableFuture<Void>();
        var lane = new SlowLane(settings);
        assertThat(lane.offer(AppId.of("1"), gate::join)).isTrue();
        desk.close();
        desk = new TokenDesk(
                new TokenVerifier(app -> issuers, published, TokenRules.DEFAULTS), lane, settings.remembered(), clock);
        return gate;
    }

    private TrustedIssuer publishing() {
        return TrustedIssuer.of("https://rsa.example", IssuerKeys.published(server.url()), "spa");
    }

    @Test
    void app_keys_and_known_rsa_keys_are_answered_at_once() {
        assertThat(desk.verify(Stage.token(""), Stage.APP).toCompletableFuture())
                .isCompletedWithValueMatching(v -> v instanceof Verified);
        assertThat(desk.verify(Stage.issuedByRsa(""), Stage.APP).toCompletableFuture())
                .isCompletedWithValueMatching(v -> v instanceof Verified);
    }

    @Test
    void what_takes_long_is_done_elsewhere_and_then_known() {
        String token = ofEc("");
        var gate = holdTheOnlyThread(new DeskSettings(1, 100, 100, 10));

        CompletionStage<Verification> first = desk.verify(token, Stage.APP);

        assertThat(first.toCompletableFuture()).isNotDone();
        gate.complete(null);
        assertThat(done(first)).isInstanceOf(Verified.class);
        assertThat(desk.verify(token, Stage.APP).toCompletableFuture()).isCompletedWithValue(done(first));
    }

    @Test
    void a_forgery_is_not_remembered() {
        String good = ofEc("");
        String forged = good.substring(0, good.length() - 8) + "AAAAAAAA";

        assertRefused(TOKEN_SIGNATURE_INVALID, done(desk.verify(forged, Stage.APP)));
        assertThat(done(desk.verify(good, Stage.APP))).isInstanceOf(Verified.class);
        assertRefused(TOKEN_SIGNATURE_INVALID, done(desk.verify(forged, Stage.APP)));
    }

    @Test
    void a_known_token_expires_like_any_other() {
        String token = ofEc("");
        done(desk.verify(token, Stage.APP));
        clock.advance(Duration.ofSeconds(630));

        assertRefused(TOKEN_EXPIRED, done(desk.verify(token, Stage.APP)));
    }

    @Test
    void a_known_token_is_known_for_its_app_alone() {
        String token = ofEc("");
        done(desk.verify(token, Stage.APP));
        var other = Stage.app(AppId.of("43"));
        issuers = List.of();

        assertRefused(TOKEN_ISSUER_UNKNOWN, done(desk.verify(token, other)));
    }

    @Test
    void a_known_token_falls_with_its_issuer() {
        String token = ofEc("");
        done(desk.verify(token, Stage.APP));
        issuers = List.of(Stage.RSA);

        assertRefused(TOKEN_ISSUER_UNKNOWN, done(desk.verify(token, Stage.APP)));
    }

    @Test
    void a_known_token_is_looked_at_anew_when_its_issuer_is_trusted_otherwise() {
        String token = ofEc("");
        done(desk.verify(token, Stage.APP));
        issuers = List.of(Stage.EC.withAlgorithms(Set.of(TokenAlgorithm.ES384)));

        assertRefused(RefusalCode.TOKEN_ALGORITHM_REFUSED, done(desk.verify(token, Stage.APP)));
    }

    @Test
    void a_known_token_falls_with_its_key() {
        issuers = List.of(publishing());
        server.publishes(Press.jwks(Press.jwk("rsa-1", Press.RSA)));
        String token = Stage.issuedByRsa("");
        assertThat(done(desk.verify(token, Stage.APP))).isInstanceOf(Verified.class);
        assertThat(desk.verify(token, Stage.APP).toCompletableFuture()).isDone();
        server.publishes(Press.jwks(Press.jwk("rsa-2", Press.OTHER_RSA)));
        String later = Press.signed(
                "RS256", Press.OTHER_RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa-2\"}", Stage.issued(Stage.RSA, ""));

        assertThat(done(desk.verify(later, Stage.APP))).isInstanceOf(Verified.class);
        assertRefused(TOKEN_KEY_UNKNOWN, done(desk.verify(token, Stage.APP)));
    }

    @Test
    void a_known_token_falls_with_a_key_that_only_kept_its_name() {
        issuers = List.of(publishing());
        server.publishes(Press.jwks(Press.jwk("rsa-1", Press.RSA)));
        String token = Stage.issuedByRsa("");
        assertThat(done(desk.verify(token, Stage.APP))).isInstanceOf(Verified.class);
        server.publishes(Press.jwks(Press.jwk("rsa-1", Press.OTHER_RSA)));
        done(desk.verify(
                Press.signed(
                        "RS256", Press.RSA, "{\"alg\":\"RS256\",\"kid\":\"invented\"}", Stage.issued(Stage.RSA, "")),
                Stage.APP));

        assertRefused(TOKEN_SIGNATURE_INVALID, done(desk.verify(token, Stage.APP)));
    }

    @Test
    void nobody_is_held_while_keys_are_fetched() {
        issuers = List.of(publishing());
        var mayAnswer = new CompletableFuture<Void>();
        server.behaves(exchange -> {
            mayAnswer.join();
            byte[] keys = Press.jwks(Press.jwk("rsa-1", Press.RSA)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
        });
        List<CompletionStage<Verification>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(desk.verify(Stage.issuedByRsa(",\"jti\":\"" + i + "\""), Stage.APP));
        }

        assertThat(waiting).noneMatch(v -> v.toCompletableFuture().isDone());
        mayAnswer.complete(null);

        assertThat(waiting).allSatisfy(v -> assertThat(done(v)).isInstanceOf(Verified.class));
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void an_issuer_whose_keys_cannot_be_had_is_a_matter_of_time() {
        issuers = List.of(publishing());
        server.answers(503, "");

        Verification verification = done(desk.verify(Stage.issuedByRsa(""), Stage.APP));

        assertRefused(TOKEN_KEYS_UNAVAILABLE, verification);
        assertThat(((Refused) verification).code().isTemporary()).isTrue();
        assertThat(((Refused) verification).words())
                .startsWith("The issuer's key set was answered with status 503 instead of 200. Try again in a moment");
        server.publishes(Press.jwks(Press.jwk("rsa-1", Press.RSA)));
        assertThat(done(desk.verify(Stage.issuedByRsa(""), Stage.APP))).isInstanceOf(Verified.class);
    }

    @Test
    void one_apps_flood_is_refused_and_other_apps_do_not_feel_it() {
        var gate = holdTheOnlyThread(new DeskSettings(1, 100, 3, 10));
        List<CompletionStage<Verification>> flood = new ArrayList<>();
        String forged = Press.unsigned(ES256, Stage.issued(Stage.EC, "")) + "." + Press.base64(new byte[64]);
        for (int i = 0; i < 10; i++) {
            flood.add(desk.verify(forged, Stage.APP));
        }
        CompletionStage<Verification> other = desk.verify(ofEc(",\"jti\":\"other\""), Stage.app(AppId.of("43")));
        gate.complete(null);

        List<Verification> outcomes = flood.stream().map(v -> done(v)).toList();
        assertThat(outcomes)
                .filteredOn(v -> v instanceof Refused r && r.code() == TOKEN_VERIFICATION_BUSY)
                .hasSize(7);
        assertThat(done(other)).isInstanceOf(Verified.class);
        until("the app may come again", () -> done(desk.verify(ofEc(""), Stage.APP)) instanceof Verified);
    }

    @Test
    void a_desk_that_is_closed_is_busy() {
        desk.close();

        assertRefused(TOKEN_VERIFICATION_BUSY, done(desk.verify(ofEc(""), Stage.APP)));
    }

    @Test
    void only_so_many_tokens_are_remembered() {
        var verified = new VerifiedTokens(2);
        var verifier = new TokenVerifier(app -> issuers, published, TokenRules.DEFAULTS);
        List<String> tokens = List.of(ofEc(",\"jti\":\"1\""), ofEc(",\"jti\":\"2\""), ofEc(",\"jti\":\"3\""));
        for (String token : tokens) {
            keep(verified, verifier, token);
        }

        assertThat(verified.size()).isEqualTo(2);
        assertThat(verified.find(tokens.get(0), Stage.APP, verifier.signers())).isNull();
        assertThat(verified.find(tokens.get(2), Stage.APP, verifier.signers())).isNotNull();
    }

    private static void keep(VerifiedTokens verified, TokenVerifier verifier, String token) {
        try {
            Hearing hearing = verifier.hear(token, Stage.APP, Stage.NOW);
            Proof proof = done(hearing.proof());
            verified.keep(token, hearing, proof, hearing.decide(proof));
        } catch (TokenRefusedException e) {
            throw new AssertionError(e);
        }
    }
}
