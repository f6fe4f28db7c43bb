package io.carillon.client.time;

import java.time.Duration;
import java.time.Instant;

/** A clock that also wakes people. */
public interface Timer {

    /** What the time is. */
    Instant now();

    /** Runs the task once, no sooner than after the delay. */
    Alarm after(Duration delay, Runnable task);

    /** One task that waits for its time. */
    @FunctionalInterface
    interface Alarm {
        /** The task will not begin any more; does nothing if it has begun. */
        void cancel();
    }
}
