package io.carillon.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own signing against digests that were computed elsewhere. */
final class SigningTest {

    private static final String SECRET = "7ad3773142a6692b25b8";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1234.1234:private-foobar|58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4",
                "1234.1234:presence-foobar:{\"user_id\":10,\"user_info\":{\"name\":\"Mr. Channels\"}}|31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80",
                "1234.1234::user::{\"id\":\"12345\"}|4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba"
            })
    void texts_are_signed_as_pusher_signs_them(String text, String digest) {
        assertThat(Signing.hmac(SECRET, text)).isEqualTo(digest);
    }

    @Test
    void a_request_is_signed_as_in_pushers_documentation() {
        String body = "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}";

        assertThat(Signing.md5(body)).isEqualTo("ec365a775a4cd0599faeb73354201b6f");
        assertThat(Signing.hmac(
                        SECRET,
                        "POST\n/apps/3/events\nauth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0"
                                + "&body_md5=ec365a775a4cd0599faeb73354201b6f"))
                .isEqualTo("da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c");
    }
}
