package io.carillon.client.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void pauses_lie_anywhere_below_a_bound_that_doubles() {
        var random = new Random(7);
        for (int failures = 1; failures < 100; failures++) {
            long bound = failures > 5 ? 30_000 : 1000L << (failures - 1);
            int attempt = failures;
            List<Long> pauses = IntStream.range(0, 500)
                    .mapToObj(i -> backoff.pause(attempt, random).toMillis())
                    .toList();
            assertThat(pauses).allMatch(pause -> pause >= 0 && pause <= bound);
            assertThat(pauses).anyMatch(pause -> pause < bound / 5).anyMatch(pause -> pause > bound * 4 / 5);
        }
    }

    @Test
    void a_back_off_that_is_none_is_refused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
