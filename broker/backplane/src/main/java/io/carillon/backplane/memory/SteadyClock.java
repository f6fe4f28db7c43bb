package io.carillon.backplane.memory;

import java.time.Instant;
import java.time.InstantSource;

/** The time of this process, which nobody sets: a wall clock put forward would end every lease at once. */
final class SteadyClock implements InstantSource {

    private final long startMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();

    @Override
    public long millis() {
        return startMillis + (System.nanoTime() - startNanos) / 1_000_000;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
