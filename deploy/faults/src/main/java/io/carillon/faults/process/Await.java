package io.carillon.faults.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what other processes do: there is nothing to be told by, so we ask again and again, for a bounded time. */
public final class Await {

    private static final long BETWEEN_MILLIS = 50;

    private Await() {}

    /** Whether it came true in time. */
    public static boolean within(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            pause(Duration.ofMillis(BETWEEN_MILLIS));
        }
        return true;
    }

    /** As {@link #within}; it is the end of the scenario if it does not come true. */
    public static void require(String what, Duration patience, BooleanSupplier condition) {
        if (!within(patience, condition)) {
            throw new IllegalStateException(what + " did not come true within " + patience.toSeconds() + " s");
        }
    }

    /** Lets time pass, because passing time is what the story tells. */
    public static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Lets time pass until an instant of {@link System#nanoTime()}. */
    public static void pauseUntil(long at) {
        pause(Duration.ofNanos(Math.max(0, at - System.nanoTime())));
    }
}
