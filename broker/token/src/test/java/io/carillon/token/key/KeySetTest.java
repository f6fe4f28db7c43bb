package io.carillon.token.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.InvalidValueException;
import io.carillon.token.Press;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeySetTest {

    private static IssuerKey key(KeySet keys, String id) {
        return Objects.requireNonNull(keys.find(id));
    }

    private static String with(String jwk, String field) {
        return jwk.substring(0, jwk.length() - 1) + "," + field + "}";
    }

    @Test
    void a_set_may_have_keys_of_every_kind() {
        KeySet keys = KeySet.of(Press.jwks(
                Press.jwk("r", Press.RSA),
                Press.jwk("e", Press.P256),
                Press.jwk("f", Press.P384),
                Press.jwk("d", Press.ED25519)));

        assertThat(key(keys, "r").algorithms())
                .containsExactlyInAnyOrder(
                        TokenAlgorithm.RS256,
                        TokenAlgorithm.RS384,
                        TokenAlgorithm.RS512,
                        TokenAlgorithm.PS256,
                        TokenAlgorithm.PS384,
                        TokenAlgorithm.PS512);
        assertThat(key(keys, "e").algorithms()).containsExactly(TokenAlgorithm.ES256);
        assertThat(key(keys, "f").algorithms()).containsExactly(TokenAlgorithm.ES384);
        assertThat(key(keys, "d").algorithms()).containsExactly(TokenAlgorithm.EDDSA);
    }

    @Test
    void pem_is_read_as_well_and_its_keys_have_no_names() {
        KeySet keys = KeySet.of(Press.pem(Press.RSA) + Press.pem(Press.P256) + Press.pem(Press.ED25519));

        assertThat(keys.keys()).extracting(IssuerKey::id).containsOnlyNulls();
        assertThat(keys.keys())
                .extracting(IssuerKey::key)
                .containsExactly(Press.RSA.getPublic(), Press.P256.getPublic(), Press.ED25519.getPublic());
    }

    @Test
    void what_is_not_for_signatures_is_passed_over() {
        KeySet keys = KeySet.of(Press.jwks(
                "{\"kty\":\"oct\",\"kid\":\"secret\",\"k\":\"AAAA\"}",
                "{\"kty\":\"new\",\"kid\":\"future\"}",
                "{\"kty\":\"RSA\",\"kid\":\"broken\"}",
                "7",
                with(Press.jwk("enc", Press.OTHER_RSA), "\"use\":\"enc\""),
                Press.jwk("good", Press.RSA)));

        assertThat(keys.keys()).extracting(IssuerKey::id).containsExactly("good");
    }

    @Test
    void a_key_that_names_its_algorithm_is_for_that_alone() {
        KeySet keys = KeySet.of(Press.jwks(
                with(Press.jwk("one", Press.RSA), "\"alg\":\"PS256\""),
                with(Press.jwk("wrong", Press.OTHER_RSA), "\"alg\":\"ES256\"")));

        assertThat(key(keys, "one").algorithms()).containsExactly(TokenAlgorithm.PS256);
        assertThat(key(keys, "wrong").algorithms()).isEmpty();
        assertThat(key(keys, "wrong").fault()).isNotNull();
    }

    @Test
    void a_weak_key_is_there_to_be_told_about_and_verifies_nothing() {
        var weak = Press.rsa(1024);
        IssuerKey key = key(KeySet.of(Press.jwk("weak", weak)), "weak");
        byte[] text = "text".getBytes(StandardCharsets.US_ASCII);

        assertThat(key.fault()).isEqualTo("has 1024 bits, and RSA keys of less than 2048 can be broken");
        assertThat(key.verifies(TokenAlgorithm.RS256, text, new byte[128])).isFalse();
    }

    @Test
    void a_point_that_is_not_on_the_curve_is_no_key() {
        String off = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"off\",\"x\":\"" + Press.base64(new byte[32])
                + "\",\"y\":\"" + Press.base64(new byte[32]) + "\"}";

        assertThatThrownBy(() -> KeySet.of(off)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_private_key_among_them_is_told_aloud() {
        assertThatThrownBy(() ->
                        KeySet.of(with(Press.jwk("p", Press.ED25519), "\"d\":\"" + Press.base64(new byte[32]) + "\"")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("private key");
    }

    @Test
    void what_is_no_set_of_keys_is_refused() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":{}}",
                "{\"keys\":[],\"keys\":[]}",
                "{\"keys\":" + "[".repeat(10_000),
                "<html>",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n!!!\n-----END PUBLIC KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN " + "A".repeat(100_000))) {
            assertThatThrownBy(() -> KeySet.of(text))
                    .isInstanceOfSatisfying(
                            InvalidValueException.class,
                            e -> assertThat(e.code()).isEqualTo("issuer_keys_invalid"));
        }
    }

    @Test
    void there_are_only_so_many_keys() {
        String jwk = Press.jwk("k", Press.ED25519);

        assertThat(KeySet.of(Press.jwks(Collections.nCopies(100, jwk).toArray(String[]::new)))
                        .keys())
                .hasSize(100);
        assertThatThrownBy(
                        () -> KeySet.of(Press.jwks(Collections.nCopies(101, jwk).toArray(String[]::new))))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> KeySet.of(Press.pem(Press.ED25519).repeat(101)))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_token_that_names_no_key_can_mean_the_only_one_of_its_algorithm() {
        KeySet keys = KeySet.of(
                Press.jwks(Press.jwk("r1", Press.RSA), Press.jwk("r2", Press.OTHER_RSA), Press.jwk("e", Press.P256)));

        assertThat(keys.only(TokenAlgorithm.RS256)).isNull();
        assertThat(keys.only(TokenAlgorithm.ES256)).isEqualTo(key(keys, "e"));
        assertThat(keys.only(TokenAlgorithm.EDDSA)).isNull();
    }
}
