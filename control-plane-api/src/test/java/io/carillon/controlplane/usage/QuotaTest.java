package io.carillon.controlplane.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When quotas begin anew, and when so much of one is used. */
final class QuotaTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T00:00:00Z,     2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z, 2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z",
        "2026-12-31T23:59:59.999Z, 2026-12-31T00:00:00Z, 2027-01-01T00:00:00Z, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "2028-02-29T12:00:00Z,     2028-02-29T00:00:00Z, 2028-03-01T00:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    })
    void days_and_months_are_those_of_utc(Instant now, Instant day, Instant nextDay, Instant month, Instant nextMonth) {
        assertThat(Quota.MESSAGES_PER_DAY.start(now)).isEqualTo(day);
        assertThat(Quota.MESSAGES_PER_DAY.end(now)).isEqualTo(nextDay);
        assertThat(Quota.MESSAGES_PER_MONTH.start(now)).isEqualTo(month);
        assertThat(Quota.MESSAGES_PER_MONTH.end(now)).isEqualTo(nextMonth);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 50, false",
        "1000000, 0, 50, false",
        "0, 1, 50, false",
        "1, 1, 50, true",
        "1, 3, 50, false",
        "2, 3, 50, true",
        "6, 7, 100, false",
        "7, 7, 100, true",
        "79, 100, 80, false",
        "80, 100, 80, true",
        "4611686018427387903, 9223372036854775807, 50, false",
        "4611686018427387904, 9223372036854775807, 50, true",
    })
    void a_threshold_is_reached_when_not_a_message_is_missing(long used, long allowed, int threshold, boolean reached) {
        assertThat(standing(used, allowed, true).hasReached(threshold)).isEqualTo(reached);
    }

    @Test
    void only_a_hard_quota_is_ever_exhausted() {
        assertThat(standing(100, 100, true).isExhausted()).isTrue();
        assertThat(standing(99, 100, true).isExhausted()).isFalse();
        assertThat(standing(1_000, 100, false).isExhausted()).isFalse();
        assertThat(standing(1_000, 0, true).isExhausted()).isFalse();
    }

    private static Standing standing(long used, long allowed, boolean hard) {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        Quota quota = Quota.MESSAGES_PER_DAY;
        return new Standing(quota, used, allowed, hard, quota.start(noon), quota.end(noon));
    }
}
