package io.carillon.broker.transport;

import io.carillon.broker.channel.Loop;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.frame.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One event loop, and what its connections share: the clock of their deadlines, memory to work in, and the list of those
 * that have something to send at the end of this turn. But for {@link #execute} and {@link #isCurrent} everything is
 * called on the loop.
 */
final class NettyLoop implements Loop {

    /** What several messages for one client are gathered in, so that they leave in one write. */
    static final int GATHER_BYTES = 64 * 1024;

    private static final int SCRATCH_KEPT = 128 * 1024;

    private final EventLoop eventLoop;
    private final TransportSettings settings;
    private final FrameCodec codec;
    private final BrokerMetrics metrics;
    private final NofileBudget budget;
    private final Wheel wheel;
    private final Runnable flush = this::flushAll;

    private byte[] scratch = new byte[4096];
    private final ByteBuf gather = PooledByteBufAllocator.DEFAULT.directBuffer(GATHER_BYTES, GATHER_BYTES);
    private Outbox[] dirty = new Outbox[64];
    private int dirtyCount;
    private long unfinishedBytes;

    NettyLoop(
            EventLoop eventLoop,
            TransportSettings settings,
            FrameCodec codec,
            BrokerMetrics metrics,
            NofileBudget budget,
            Wheel wheel) {
        this.eventLoop = eventLoop;
        this.settings = settings;
        this.codec = codec;
        this.metrics = metrics;
        this.budget = budget;
        this.wheel = wheel;
    }

    TransportSettings settings() {
        return settings;
    }

    FrameCodec codec() {
        return codec;
    }

    BrokerMetrics metrics() {
        return metrics;
    }

    NofileBudget budget() {
        return budget;
    }

    Wheel wheel() {
        return wheel;
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public boolean isCurrent() {
        return eventLoop.inEventLoop();
    }

    @Override
    public Timer schedule(Duration pause, Runnable task) {
        ScheduledFuture<?> future = eventLoop.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** An array of at least the given length, for whoever needs one until the method it calls returns. */
    byte[] scratch(int length) {
        if (length <= scratch.length) {
            return scratch;
        }
        if (length > SCRATCH_KEPT) {
            return new byte[length];
        }
        scratch = new byte[Math.min(SCRATCH_KEPT, Math.max(length, 2 * scratch.length))];
        return scratch;
    }

    /** Memory outside the heap, for the same use. */
    ByteBuf gather() {
        return gather;
    }

    /** Counts what unfinished messages take. Giving back always succeeds; taking fails when all have taken too much. */
    boolean reserveUnfinished(int bytes) {
        if (bytes > 0 && unfinishedBytes + bytes > settings.unfinishedBytes()) {
            return false;
        }
        unfinishedBytes += bytes;
        return true;
    }

    /** Has an outbox flushed at the end of this turn: behind the tasks that are already waiting. */
    void flushLater(Outbox outbox) {
        if (dirtyCount == 0) {
            eventLoop.execute(flush);
        }
        if (dirtyCount == dirty.length) {
            dirty = Arrays.copyOf(dirty, 2 * dirtyCount);
        }
        dirty[dirtyCount++] = outbox;
    }

    private void flushAll() {
        // Nothing called here can make an outbox dirty again: what a flush finds out about a client is told to it
        // later.
        for (int i = 0; i < dirtyCount; i++) {
            dirty[i].flushAtEndOfTurn();
        }
        Arrays.fill(dirty, 0, dirtyCount, null);
        dirtyCount = 0;
    }
}
