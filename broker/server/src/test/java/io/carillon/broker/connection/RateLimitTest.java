package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateLimitTest {

    private final RateLimit limit = new RateLimit(10, 5);
    private long now = Duration.ofDays(3).toNanos();

    @Test
    void a_burst_may_come_at_once_and_then_the_rate_holds() {
        assertThat(allowedOf(20)).isEqualTo(5);

        now += Duration.ofSeconds(1).toNanos();
        assertThat(allowedOf(20)).isEqualTo(5);

        now += Duration.ofMillis(200).toNanos();
        assertThat(allowedOf(20)).isEqualTo(2);
    }

    @Test
    void a_long_pause_earns_no_more_than_the_burst() {
        allowedOf(20);
        now += Duration.ofHours(1).toNanos();

        assertThat(allowedOf(20)).isEqualTo(5);
    }

    @Test
    void a_clock_that_began_below_zero_is_a_clock_like_any_other() {
        now = -Duration.ofDays(3).toNanos();

        assertThat(allowedOf(20)).isEqualTo(5);
        now += Duration.ofMillis(100).toNanos();
        assertThat(allowedOf(20)).isEqualTo(1);
    }

    private int allowedOf(int attempts) {
        int allowed = 0;
        for (int i = 0; i < attempts; i++) {
            allowed += limit.allows(now) ? 1 : 0;
        }
        return allowed;
    }
}
