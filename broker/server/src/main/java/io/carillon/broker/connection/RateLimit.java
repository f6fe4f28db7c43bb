package io.carillon.broker.connection;

import java.time.Duration;

/**
 * A steady rate with room for a burst, kept in one number: the generic cell rate algorithm. Belongs to one loop.
 */
final class RateLimit {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long perEvent;
    private final long burst;
    private long nextFree = Long.MIN_VALUE;

    /**
     * @param perSecond events that may come each second in the long run; more than 0
     * @param burst events that may come at once after a pause; at least 1
     */
    RateLimit(int perSecond, int burst) {
        this.perEvent = SECOND / perSecond;
        this.burst = perEvent * (burst - 1L);
    }

    /**
     * Whether an event may come now; if so it is counted.
     *
     * @param nanos now, on a clock that only grows
     */
    boolean allows(long nanos) {
        if (nextFree == Long.MIN_VALUE || nextFree < nanos) {
            nextFree = nanos;
        }
        if (nextFree - nanos > burst) {
            return false;
        }
        nextFree += perEvent;
        return true;
    }
}
