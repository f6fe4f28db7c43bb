package io.carillon.broker.channel;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The event loop that a connection belongs to. What runs on it runs alone, so what belongs to it needs no lock; whoever
 * comes from elsewhere hands over a task.
 */
public interface Loop extends Executor {

    /** Whether the caller runs on this loop. */
    boolean isCurrent();

    /** Runs a task on this loop after a pause, unless it is cancelled before. */
    Timer schedule(Duration pause, Runnable task);

    /** A task that waits for its time. */
    interface Timer {
        void cancel();
    }
}
