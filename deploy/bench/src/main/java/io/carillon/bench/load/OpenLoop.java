package io.carillon.bench.load;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Publishes at a steady rate, round robin over the channels, whatever comes back. A message that finds its publisher busy goes
 * out late but keeps its due time, so a server that stalls shows in the latency.
 */
// Whether a write or a close succeeded is told to the handler too, and a timer's work has no result to wait for.
@SuppressWarnings("FutureReturnValueIgnored")
final class OpenLoop implements Traffic {

    private static final int BURST = 256;
    // For an outlet that does not tell when it is idle again.
    private static final long RETRY_NANOS = 100_000;

    private final EventLoop loop;
    private final List<LoadedChannel> channels;
    private final Outlet outlet;
    private final Tally tally;
    private final double gapNanos;

    private long begun;
    private long count;
    private int next;
    private boolean isLate;
    private boolean isTimerSet;
    private boolean ended = true;

    OpenLoop(EventLoop loop, List<LoadedChannel> channels, Outlet outlet, Tally tally, double rate) {
        this.loop = loop;
        this.channels = channels;
        this.outlet = outlet;
        this.tally = tally;
        this.gapNanos = 1e9 / rate;
    }

    @Override
    public void begin() {
        begun = System.nanoTime();
        ended = false;
        publish();
    }

    private void publish() {
        if (ended) {
            return;
        }
        long due = due();
        for (int sent = 0; due <= System.nanoTime() && sent < BURST; sent++) {
            if (!outlet.publish(channels.get(next), due)) {
                if (!isLate) {
                    isLate = true;
                    tally.publisherWasBusy();
                }
                comeBackIn(RETRY_NANOS);
                return;
            }
            isLate = false;
            next = next + 1 == channels.size() ? 0 : next + 1;
            count++;
            due = due();
        }
        comeBackIn(due - System.nanoTime());
    }

    /** Counted from the beginning, so that a gap of a fraction of a nanosecond does not add up. */
    private long due() {
        return begun + (long) (count * gapNanos);
    }

    private void comeBackIn(long nanos) {
        if (!isTimerSet) {
            isTimerSet = true;
            loop.schedule(this::timer, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        }
    }

    private void timer() {
        isTimerSet = false;
        publish();
    }

    @Override
    public void delivered(Subscriber subscriber, long due, int sequence, byte kind, long now) {
        tally.delivered(now - due, subscriber.heard(sequence), sequence);
    }

    @Override
    public void publisherIsIdle() {
        if (isLate) {
            publish();
        }
    }

    @Override
    public void end() {
        ended = true;
    }
}
