package io.carillon.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.carillon.allinone.cli.json.Json;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTokensTest {

    private static final String KEY = "278d425bdf160c739803";
    private static final String SECRET = "a secret of thirty-two bytes or more";
    private static final Map<String, String> APP = Map.of("CARILLON_APP_KEY", KEY, "CARILLON_APP_SECRET", SECRET);

    // RFC 7519's own times are long over: this one says so for ever.
    private static final String OF_A_PROVIDER = "eyJhbGciOiJSUzI1NiIsImtpZCI6InAxIn0"
            + ".eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUvIiwic3ViIjoiYW5uIiwiaWF0IjoxMzAwODE5MzgwLCJleHAiOjQxMDI0NDQ4MDB9.c2ln";

    @Test
    void a_token_is_printed_alone_and_another_library_believes_it() throws ParseException, JOSEException {
        Told told = Told.by(
                APP,
                "token",
                "gen",
                "--user",
                "7",
                "--user-info",
                "{\"name\":\"Ann\"}",
                "--allow",
                "private-*=subscribe,publish",
                "--allow",
                "presence-*=presence",
                "--watch",
                "8,9",
                "--for",
                "10m");

        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.out()).hasLineCount(1);
        SignedJWT token = SignedJWT.parse(told.out().strip());
        assertThat(token.verify(new MACVerifier(SECRET))).isTrue();
        assertThat(token.getHeader().getKeyID()).isEqualTo(KEY);
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("7");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(claims.getJSONObjectClaim("user_info")).isEqualTo(Map.of("name", "Ann"));
        assertThat(claims.getJSONObjectClaim("capabilities"))
                .isEqualTo(Map.of("private-*", List.of("subscribe", "publish"), "presence-*", List.of("presence")));
        assertThat(claims.getStringListClaim("watchlist")).containsExactly("8", "9");
    }

    @Test
    void what_a_token_says_is_told_in_words() {
        String token = generated("--user", "7", "--allow", "private-*=subscribe,publish", "--for", "2h");

        Told told = Told.by(APP, "token", "check", token);

        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.out())
                .containsPattern("header +\\{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY + "\"}\n")
                .containsPattern("claims +\\{\"sub\":\"7\",\"iat\":[0-9]+,\"exp\":[0-9]+,\"jti\":\"[0-9a-f-]{36}\"")
                .containsPattern("user +7\n")
                .containsPattern("issued +20[-0-9T:]+Z, [0-9]+ seconds? ago\n")
                .containsPattern("expires +20[-0-9T:]+Z, in (119 minutes|2 hours)\n")
                .containsPattern("allows +subscribe, publish on private-\\*\n")
                .containsPattern("signature +right\n");
    }

    @Test
    void without_the_secret_it_is_said_that_the_signature_was_not_checked() {
        String token = generated("--user", "7");

        Told told = Told.by(Map.of(), "token", "check", token);

        assertThat(told.status()).isZero();
        assertThat(told.out())
                .containsPattern("allows +nothing\n")
                .containsPattern("signature +not checked: the secret of its key is not at hand\n");
        assertThat(Json.read(Told.by(Map.of(), "token", "check", token, "--json")
                                .out())
                        .at("signature")
                        .text())
                .isEqualTo("not_checked");
    }

    @Test
    void a_wrong_signature_is_told_and_what_the_token_says_all_the_same() {
        String token = generated("--user", "7");

        Told told = Told.by(
                Map.of("CARILLON_APP_KEY", KEY, "CARILLON_APP_SECRET", "another secret of thirty-two bytes or so"),
                "token",
                "check",
                token);

        assertThat(told.status()).isEqualTo(Cli.REFUSED);
        assertThat(told.err()).endsWith("(token_signature_invalid)\n");
        assertThat(told.out()).containsPattern("user +7\n").containsPattern("signature +wrong");
    }

    @Test
    void of_a_providers_token_it_is_told_what_can_be_known() {
        Told told = Told.by(APP, "token", "check", OF_A_PROVIDER);

        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.out())
                .containsPattern("user +ann\n")
                .containsPattern("issued +2011-03-22T18:43:00Z, [0-9]+ days ago\n")
                .containsPattern("allows +what the app's rules for its issuer say\n")
                .containsPattern("signature +not checked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token gen --for 2d | 1 | token_lifetime_too_long",
                "token gen --for soon | 2 | usage",
                "token gen --allow private-* | 2 | usage",
                "token gen --allow private-*=fly | 1 | token_claim_invalid",
                "token gen --allow private:*=subscribe | 1 | token_claim_invalid",
                "token gen --user-info Ann | 2 | usage",
                "token gen --app-secret short | 1 | token_key_unusable",
                "token check nonsense | 1 | token_malformed",
                "token check a.b.c | 1 | token_malformed",
                "token check eyJhbGciOiJub25lIiwia2lkIjoiMjc4ZDQyNWJkZjE2MGM3Mzk4MDMifQ.e30. | 1 | token_algorithm_refused",
                // The example of RFC 7519, 3.1; expired in 2011.
                "token check eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk | 1 | token_expired",
            })
    void what_would_be_refused_is_told_with_its_stable_code(String typed, int status, String code) {
        Told told = Told.by(APP, typed.trim().split(" "));

        assertThat(told.err()).startsWith("carillon: ").endsWith("(" + code + ")\n");
        assertThat(told.status()).isEqualTo(status);
        assertThat(told.err() + told.out()).doesNotContain(SECRET);
    }

    private static String generated(String... flags) {
        String[] words = new String[flags.length + 2];
        words[0] = "token";
        words[1] = "gen";
        System.arraycopy(flags, 0, words, 2, flags.length);
        Told told = Told.by(APP, words);
        assertThat(told.status()).as(told.err()).isZero();
        return told.out().strip();
    }
}
