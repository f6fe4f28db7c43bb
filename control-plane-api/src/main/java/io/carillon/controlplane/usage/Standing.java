package io.carillon.controlplane.usage;

import java.time.Instant;

/**
 * How a quota stands.
 *
 * @param used messages in the period so far
 * @param allowed the quota; 0 if there is none
 * @param hard whether nothing more is accepted when all is used; otherwise that only raises an alert
 * @param since when the period began
 * @param until when the next begins
 */
record Standing(Quota quota, long used, long allowed, boolean hard, Instant since, Instant until) {

    /** Per cent that are used, rounded down; 0 if there is no quota. */
    int percent() {
        return allowed == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, Math.floor(100.0 * used / allowed));
    }

    /** Whether so many per cent are used; without rounding, and without a product that could be too great. */
    boolean hasReached(int threshold) {
        long needed = allowed / 100 * threshold + (allowed % 100 * threshold + 99) / 100;
        return allowed > 0 && used >= needed;
    }

    /** Whether nothing more may be accepted. */
    boolean isExhausted() {
        return hard && hasReached(100);
    }
}
