package io.carillon.bench.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a number of messages under way: as soon as enough of them were heard, the next one goes out. */
final class ClosedLoop implements Traffic {

    // So that a turn of the loop in which publishing is cheap still ends.
    private static final int BURST = 256;

    private final EventLoop loop;
    private final List<LoadedChannel> channels;
    private final Outlet outlet;
    private final Tally tally;
    private final long owedAtMost;

    private final Runnable publishing = this::publish;
    private boolean isPublishingDue;
    private boolean ended = true;
    private int next;
    private long deliveredBefore;
    private @Nullable Future<?> watch;

    /**
     * @param window messages under way, over all channels
     * @param hearers deliveries of one message
     */
    ClosedLoop(EventLoop loop, List<LoadedChannel> channels, Outlet outlet, Tally tally, int window, int hearers) {
        this.loop = loop;
        this.channels = channels;
        this.outlet = outlet;
        this.tally = tally;
        this.owedAtMost = (long) window * hearers;
    }

    @Override
    public void begin() {
        ended = false;
        watch = loop.scheduleAtFixedRate(this::watchForStall, 1, 1, TimeUnit.SECONDS);
        publish();
    }

    @Override
    public void delivered(Subscriber subscriber, long due, int sequence, byte kind, long now) {
        tally.delivered(now - due, subscriber.heard(sequence), sequence);
        publishThisTurn();
    }

    @Override
    public void publisherIsIdle() {
        publishThisTurn();
    }

    /** Once a turn, after everything was read: a server that sends in batches is to be answered in batches. */
    private void publishThisTurn() {
        if (!isPublishingDue && !ended && tally.owed() < owedAtMost && outlet.hasIdle()) {
            isPublishingDue = true;
            loop.execute(publishing);
        }
    }

    private void publish() {
        isPublishingDue = false;
        long now = System.nanoTime();
        int busy = 0;
        int sent = 0;
        while (!ended && tally.owed() < owedAtMost && busy < outlet.publishers() && outlet.hasIdle() && sent < BURST) {
            if (outlet.publish(channels.get(next), now)) {
                busy = 0;
                sent++;
            } else {
                busy++;
            }
            next = next + 1 == channels.size() ? 0 : next + 1;
        }
    }

    private void watchForStall() {
        if (tally.deliveredInAll() == deliveredBefore && tally.owed() > 0) {
            tally.stalled();
        }
        deliveredBefore = tally.deliveredInAll();
        publishThisTurn();
    }

    @Override
    public void end() {
        ended = true;
        Future<?> watching = watch;
        if (watching != null) {
            watching.cancel(false);
        }
    }
}
