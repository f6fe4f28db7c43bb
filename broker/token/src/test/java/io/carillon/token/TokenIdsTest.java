package io.carillon.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenIdsTest {

    private static final String HEADER = "{\"alg\":\"HS256\"}";

    @Test
    void a_token_says_its_id_whoever_signed_it() {
        String token = Press.hs256("nobody's secret, which is long enough", HEADER, "{\"jti\":\"a-1\"}");

        assertThat(TokenIds.isToken(token)).isTrue();
        assertThat(TokenIds.claimedBy(token)).contains("a-1");
    }

    @Test
    void without_one_it_is_the_digest_of_what_was_signed() {
        String token = Press.hs256("secret", HEADER, "{}");

        assertThat(TokenIds.claimedBy(token))
                .hasValueSatisfying(id -> assertThat(id).matches("sha256:[\\w-]{43}"))
                .isEqualTo(TokenIds.claimedBy(Press.hs256("other", HEADER, "{}")))
                .isNotEqualTo(TokenIds.claimedBy(Press.hs256("secret", HEADER, "{\"sub\":\"7\"}")));
    }

    @Test
    void an_id_is_no_token_and_half_a_token_is_not_taken_for_an_id() {
        assertThat(TokenIds.isToken("9d2f7c1e-0b3a")).isFalse();
        assertThat(TokenIds.isToken("sha256:" + "a".repeat(43))).isFalse();
        assertThat(TokenIds.isToken("eyJhbGciOiJIUzI1NiJ9.e30")).isTrue();
        assertThat(TokenIds.isToken("x".repeat(129))).isTrue();
        assertThat(TokenIds.claimedBy("eyJhbGciOiJIUzI1NiJ9.e30")).isEmpty();
    }
}
