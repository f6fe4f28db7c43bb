package io.carillon.controlplane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until somebody moves it. */
final class HeldClock implements InstantSource {

    /** When every story begins. */
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get());
    }
}
