package io.carillon.broker.connection;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many clients a node lets in: at most so many within a second, wherever that second begins. Those beyond are told to come back, so
 * that the clients of a node that died do not fall upon the others all at once. Any thread may ask.
 */
public final class ConnectRate {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    /** When each of the last ones was let in, in a ring. */
    private final long[] letIn;

    private int eldest;

    /**
     * @param perSecond clients within a second; 0 for no limit
     * @param nanos a clock that only grows, as {@link System#nanoTime}
     */
    public ConnectRate(int perSecond, LongSupplier nanos) {
        this.nanos = nanos;
        this.letIn = new long[perSecond];
        Arrays.fill(letIn, nanos.getAsLong() - SECOND);
    }

    /** How many clients are let in within a second; 0 for no limit. */
    int perSecond() {
        return letIn.length;
    }

    /** Whether nobody can be let in just now. */
    boolean isUsedUp() {
        if (letIn.length == 0) {
            return false;
        }
        synchronized (letIn) {
            return isUsedUp(nanos.getAsLong());
        }
    }

    /** Lets one in, and counts it; false if that would be one too many. */
    boolean take() {
        if (letIn.length == 0) {
            return true;
        }
        synchronized (letIn) {
            long now = nanos.getAsLong();
            if (isUsedUp(now)) {
                return false;
            }
            letIn[eldest] = now;
            eldest = (eldest + 1) % letIn.length;
            return true;
        }
    }

    private boolean isUsedUp(long now) {
        return now - letIn[eldest] < SECOND;
    }
}
