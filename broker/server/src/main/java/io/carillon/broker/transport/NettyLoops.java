package io.carillon.broker.transport;

import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.frame.FrameCodec;
import io.micronaut.core.annotation.Nullable;
import io.netty.channel.EventLoop;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Finds what belongs to an event loop. Any thread may ask. */
@Singleton
@SuppressWarnings("FutureReturnValueIgnored") // What Netty cannot do it tells the handlers; nobody awaits its futures.
final class NettyLoops {

    private final ConcurrentMap<EventLoop, NettyLoop> loops = new ConcurrentHashMap<>();
    private final TransportSettings settings;
    private final FrameCodec codec;
    private final BrokerMetrics metrics;
    private final NofileBudget budget;
    private final Uptime uptime;

    /** @param uptime null for the machine's own */
    NettyLoops(
            TransportSettings settings,
            FrameCodec codec,
            BrokerMetrics metrics,
            NofileBudget budget,
            @Nullable Uptime uptime) {
        this.settings = settings;
        this.codec = codec;
        this.metrics = metrics;
        this.budget = budget;
        this.uptime = uptime == null ? machineUptime() : uptime;
    }

    private static Uptime machineUptime() {
        long start = System.nanoTime();
        return () -> 1 + (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }

    NettyLoop of(EventLoop eventLoop) {
        NettyLoop known = loops.get(eventLoop);
        return known != null ? known : loops.computeIfAbsent(eventLoop, this::create);
    }

    private NettyLoop create(EventLoop eventLoop) {
        var loop = new NettyLoop(eventLoop, settings, codec, metrics, budget, new Wheel(uptime.seconds()));
        eventLoop.scheduleAtFixedRate(() -> loop.wheel().advanceTo(uptime.seconds()), 1, 1, TimeUnit.SECONDS);
        return loop;
    }

    /** Lets every loop look at the clock now, not at its next second. Complete when all have. */
    CompletableFuture<Void> tick() {
        return CompletableFuture.allOf(loops.values().stream()
                .map(loop -> CompletableFuture.runAsync(() -> loop.wheel().advanceTo(uptime.seconds()), loop))
                .toArray(CompletableFuture<?>[]::new));
    }
}
