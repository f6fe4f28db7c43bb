package io.carillon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.Scope;
import io.carillon.protocol.InvalidValueException;
import io.carillon.token.key.TokenAlgorithm;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrustedIssuerTest {

    private static void assertRefused(String code, ThrowingCallable building) {
        assertThatThrownBy(building)
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void an_issuer_is_never_bound_to_a_shared_secret_or_to_nothing() {
        assertRefused(
                "issuer_invalid", () -> Stage.RSA.withAlgorithms(Set.of(TokenAlgorithm.RS256, TokenAlgorithm.HS256)));
        assertRefused("issuer_invalid", () -> Stage.RSA.withAlgorithms(Set.of()));
    }

    @Test
    void an_issuer_has_a_name_and_an_audience() {
        assertRefused("issuer_invalid", () -> TrustedIssuer.of("", Stage.RSA.keys(), "spa"));
        assertRefused("issuer_invalid", () -> TrustedIssuer.of("https://a.example", Stage.RSA.keys(), ""));
    }

    @Test
    void clocks_and_lifetimes_have_bounds() {
        assertRefused("token_rules_invalid", () -> Stage.RSA.withTimes(Duration.ofMinutes(6), Duration.ofHours(1)));
        assertRefused("token_rules_invalid", () -> Stage.RSA.withTimes(Duration.ofSeconds(-1), Duration.ofHours(1)));
        assertRefused("token_rules_invalid", () -> Stage.RSA.withTimes(Duration.ZERO, Duration.ofDays(4000)));
    }

    @Test
    void keys_that_can_be_broken_are_refused_when_they_are_pinned() {
        assertRefused("issuer_keys_invalid", () -> IssuerKeys.pinned(Press.jwk("weak", Press.rsa(1024))));
        assertRefused("issuer_keys_invalid", () -> IssuerKeys.pinned(Press.pem(Press.rsa(1024))));
    }

    @Test
    void a_private_key_is_refused_when_it_is_pinned() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(Press.P256.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";

        assertThatThrownBy(() -> IssuerKeys.pinned(pem))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("openssl pkey -in KEY.pem -pubout");
    }

    @Test
    void a_key_set_is_published_with_https_only() {
        for (String url : List.of(
                "http://idp.example/keys",
                "http://127.0.0.2/keys",
                "http://localhost.evil.example/keys",
                "ftp://idp.example/keys",
                "file:///etc/passwd",
                "https://user:secret@idp.example/keys",
                "https://idp.example/keys#1",
                "//idp.example/keys",
                "https:keys",
                "https:///keys",
                "not a url",
                "")) {
            assertRefused("issuer_url_invalid", () -> IssuerKeys.published(url));
        }
        assertThat(IssuerKeys.published("https://idp.example/.well-known/jwks.json"))
                .isNotNull();
        assertThat(IssuerKeys.published("http://localhost:8080/keys")).isNotNull();
        assertThat(IssuerKeys.published("http://[::1]:8080/keys")).isNotNull();
    }

    @Test
    void a_password_in_a_url_is_not_repeated() {
        assertThatThrownBy(() -> IssuerKeys.published("https://user:hunter2@idp.example/keys"))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void issuers_are_equal_if_they_say_the_same() {
        var again = TrustedIssuer.of(
                "https://rsa.example", IssuerKeys.pinned(Press.jwks(Press.jwk("rsa-1", Press.RSA))), "spa");

        assertThat(again).isEqualTo(Stage.RSA).hasSameHashCodeAs(Stage.RSA);
        assertThat(again.withScope(Scope.EVERYTHING)).isEqualTo(Stage.RSA);
        assertThat(again.withAlgorithms(Set.of(TokenAlgorithm.PS256))).isNotEqualTo(Stage.RSA);
    }
}
