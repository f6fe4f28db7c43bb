package io.carillon.client.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to pause before an attempt: anything between nothing and a bound that doubles with each failure. The whole of it is left to
 * chance ("full jitter"), so that thousands who lost the same server do not come back in one wave.
 *
 * @param first bound of the first pause
 * @param longest the bound grows no further
 */
public record Backoff(Duration first, Duration longest) {

    /** @throws IllegalArgumentException if {@code first} is not positive, or {@code longest} is less */
    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("A first pause of " + first + " and a longest of " + longest
                    + " are no back-off: 0 < first <= longest.");
        }
    }

    /** @param failures how many attempts failed in a row, at least 1 */
    public Duration pause(int failures, RandomGenerator random) {
        long bound = longest.toMillis();
        if (failures <= 30) {
            bound = Math.min(bound, first.toMillis() << (failures - 1));
        }
        return Duration.ofMillis((long) (random.nextDouble() * (bound + 1)));
    }
}
