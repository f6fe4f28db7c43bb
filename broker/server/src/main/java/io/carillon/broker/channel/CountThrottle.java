package io.carillon.broker.channel;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * How often a channel's subscribers are told how many they are: at each change up to 100 subscribers, above that at most
 * once in 5 seconds. The last number is always told.
 *
 * <p>Source: Pusher Channels documentation, "subscription count".
 */
final class CountThrottle {

    private static final int TOLD_AT_ONCE_UP_TO = 100;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private int latest;
    private boolean due;
    private boolean everTold;
    private long toldAt;

    /**
     * @param nanos now, on a clock that only grows
     * @param tell called with the number to tell, now or later
     * @param later runs a task after a pause
     */
    void changed(int count, long nanos, IntConsumer tell, BiConsumer<Duration, Runnable> later) {
        synchronized (this) {
            latest = count;
            long wait = everTold ? PAUSE.toNanos() - (nanos - toldAt) : 0;
            if (count > TOLD_AT_ONCE_UP_TO && wait > 0) {
                if (!due) {
                    due = true;
                    later.accept(Duration.ofNanos(wait), () -> tellLatest(nanos + wait, tell));
                }
                return;
            }
            everTold = true;
            toldAt = nanos;
        }
        tell.accept(count);
    }

    private void tellLatest(long nanos, IntConsumer tell) {
        int count;
        synchronized (this) {
            due = false;
            toldAt = nanos;
            count = latest;
        }
        tell.accept(count);
    }
}
