package io.carillon.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.carillon.protocol.InvalidValueException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenSignerTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.250Z");

    private final TokenSigner signer = new TokenSigner("KEY", SECRET, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void a_token_verifies_and_says_what_was_asked_for() throws Exception {
        String jwt = signer.sign(ConnectionToken.forUser(
                        User.of("ann").withInfo(Map.of("name", "Änn")).watching("bob"))
                .allow("private-chat-*", Capability.SUBSCRIBE)
                .allow("private-chat-*", Capability.PUBLISH, Capability.SUBSCRIBE)
                .allow("presence-*", Capability.PRESENCE)
                .lasting(Duration.ofMinutes(5))
                .withId("t1"));

        SignedJWT read = SignedJWT.parse(jwt);
        assertThat(read.verify(new MACVerifier(SECRET))).isTrue();
        assertThat(read.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "HS256", "typ", "JWT", "kid", "KEY"));
        JWTClaimsSet claims = read.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getJWTID()).isEqualTo("t1");
        assertThat(read.getPayload().toString()).contains("\"iat\":1767225600.250,\"exp\":1767225900,");
        assertThat(claims.getClaim("user_info")).isEqualTo(Map.of("name", "Änn"));
        assertThat(claims.getClaim("watchlist")).isEqualTo(List.of("bob"));
        assertThat(claims.getClaim("capabilities"))
                .isEqualTo(
                        Map.of("private-chat-*", List.of("subscribe", "publish"), "presence-*", List.of("presence")));
    }

    @Test
    void a_token_of_nobody_names_nobody() throws Exception {
        JWTClaimsSet claims =
                SignedJWT.parse(signer.sign(ConnectionToken.forAnybody())).getJWTClaimsSet();

        assertThat(claims.getClaims().keySet()).containsExactlyInAnyOrder("jti", "iat", "exp", "capabilities");
        assertThat(claims.getJWTID()).isNotEmpty();
    }

    @Test
    void what_the_platform_would_refuse_is_not_made() {
        refused("secret_invalid", () -> new TokenSigner("KEY", "short"));
        refused("token_lifetime_too_long", () -> ConnectionToken.forAnybody().lasting(Duration.ofHours(25)));
        refused("token_lifetime_too_long", () -> ConnectionToken.forAnybody().lasting(Duration.ZERO));
        refused("channel_pattern_invalid", () -> ConnectionToken.forAnybody().allow("a b", Capability.SUBSCRIBE));
        refused("token_claim_invalid", () -> ConnectionToken.forAnybody().withId(""));
        refused(
                "token_too_large",
                () -> signer.sign(ConnectionToken.forUser(User.of("1").withInfo(Map.of("x", "y".repeat(8000))))));
    }

    private static void refused(String code, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
