package io.carillon.process.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.protocol.AppId;
import io.carillon.token.IssuerText;
import io.carillon.token.RefusalCode;
import io.carillon.token.TokenDesk;
import io.carillon.token.Verification;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TokenFactoryTest {

    @Test
    void keys_on_private_networks_are_fetched_only_where_the_operator_allows_it() {
        assertThat(refusalWith(Map.of()).words()).contains("private");
        assertThat(refusalWith(Map.of("carillon.tokens.private-networks", true)).words())
                .doesNotContain("private");
    }

    /** Of an issuer whose keys are said to be on this machine, at a port where nobody listens. */
    private static Verification.Refused refusalWith(Map<String, Object> properties) {
        App app = new App(AppId.of("3"), "a", true, List.of(), List.of(), AppLimits.DEFAULTS, AppOptions.DEFAULTS)
                .withIssuers(List.of(IssuerText.checked("""
                                {"name":"https://id/","audiences":["a"],"jwks_url":"http://127.0.0.1:1/jwks.json"}""")));
        long now = Instant.now().getEpochSecond();
        String token = part("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "."
                + part("{\"iss\":\"https://id/\",\"aud\":\"a\",\"sub\":\"7\",\"iat\":" + now + ",\"exp\":" + (now + 60)
                        + "}")
                + "." + part("x".repeat(256));
        try (var context = ApplicationContext.run(properties);
                TokenDesk desk = context.getBean(TokenDesk.class)) {
            Verification verification =
                    desk.verify(token, app).toCompletableFuture().join();
            assertThat(verification)
                    .isInstanceOfSatisfying(
                            Verification.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(RefusalCode.TOKEN_KEYS_UNAVAILABLE));
            return (Verification.Refused) verification;
        }
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
