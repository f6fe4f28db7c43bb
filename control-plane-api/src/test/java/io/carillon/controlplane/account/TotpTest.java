package io.carillon.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TotpTest {

    /** The secret of RFC 6238's examples. */
    private static final String SECRET = Totp.base32("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codes_are_those_of_the_standard(long second, String code) {
        assertThat(Totp.code(SECRET, second / 30)).isEqualTo(code);
    }

    @Test
    void a_clock_may_be_one_step_off_and_no_more() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        long step = now.getEpochSecond() / 30;

        assertThat(Totp.stepOf(Totp.code(SECRET, step - 1), SECRET, now)).hasValue(step - 1);
        assertThat(Totp.stepOf(Totp.code(SECRET, step + 1), SECRET, now)).hasValue(step + 1);
        assertThat(Totp.stepOf(Totp.code(SECRET, step - 2), SECRET, now)).isEmpty();
        assertThat(Totp.stepOf(Totp.code(SECRET, step + 2), SECRET, now)).isEmpty();
    }
}
