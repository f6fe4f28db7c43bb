package io.carillon.broker;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.meter.KeyLog;
import io.carillon.backplane.meter.UsageFlusher;
import io.carillon.backplane.meter.UsageMeter;
import io.carillon.broker.channel.Channels;
import io.carillon.broker.channel.Hub;
import io.carillon.broker.channel.WireFormat;
import io.carillon.broker.connection.ConnectRate;
import io.carillon.broker.connection.FrontDesk;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.broker.node.NodeLife;
import io.carillon.protocol.frame.FrameCodec;
import io.carillon.token.TokenDesk;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The recipe. Read from top to bottom it is the way of a message outward; the transport, which the framework finds by its
 * endpoints, stands before the front desk.
 */
@Factory
final class BrokerFactory {

    // Keys end within a second of their time.
    private static final long KEYS_MILLIS = 250;

    private @Nullable NodeLife living;

    @Singleton
    BrokerMetrics metrics() {
        return new BrokerMetrics();
    }

    @Singleton
    MeterBinder meters(BrokerMetrics metrics) {
        return metrics::bindTo;
    }

    @Singleton
    @Named("broker")
    UsageMeter usage() {
        return new UsageMeter();
    }

    @Singleton
    @Named("broker")
    KeyLog keyLog(InstantSource clock) {
        return new KeyLog(clock);
    }

    /** Eager: what is counted goes nowhere by itself. */
    @Context
    @Named("broker")
    @Bean(preDestroy = "close")
    UsageFlusher usageFlusher(
            @Named("broker") UsageMeter meter,
            @Named("broker") KeyLog keyLog,
            Backplane backplane,
            InstantSource clock,
            @Named("broker-heart") ScheduledExecutorService heart) {
        var flusher = new UsageFlusher(meter, keyLog, backplane.usage(), backplane.keyUses(), clock);
        long pace = UsageFlusher.PACE.toNanos();
        heart.scheduleWithFixedDelay(flusher::tick, pace, pace, TimeUnit.NANOSECONDS);
        return flusher;
    }

    @Singleton
    Hub hub(
            Backplane backplane,
            FrameCodec codec,
            WireFormat format,
            BrokerMetrics metrics,
            @Named("broker") UsageMeter meter,
            @Value("${carillon.broker.node-lease:10s}") Duration lease,
            @Named("broker-background") ExecutorService background) {
        return new Hub(backplane, codec, format, metrics, meter, NodeId.fresh(), lease, System::nanoTime, background);
    }

    @Singleton
    Channels channels(Hub hub, Backplane backplane, BrokerMetrics metrics) {
        return new Channels(hub, backplane, metrics);
    }

    @Singleton
    FrontDesk frontDesk(
            Backplane backplane,
            Hub hub,
            Channels channels,
            BrokerMetrics metrics,
            @Named("broker") UsageMeter meter,
            @Named("broker") KeyLog keyLog,
            TokenDesk tokens,
            @Value("${carillon.broker.connects-per-second:0}") int connectsPerSecond,
            InstantSource clock) {
        var rate = new ConnectRate(connectsPerSecond, System::nanoTime);
        return new FrontDesk(
                backplane, channels, metrics, meter, keyLog, tokens, rate, hub::node, System::nanoTime, clock);
    }

    /** Eager: a node that nobody asks for must live all the same. */
    @Context
    @Bean(preDestroy = "close")
    NodeLife node(
            Backplane backplane,
            Hub hub,
            FrontDesk frontDesk,
            @Value("${carillon.broker.node-lease:10s}") Duration lease,
            @Named("broker-background") ExecutorService background,
            @Named("broker-heart") ScheduledExecutorService heart) {
        var life = new NodeLife(backplane, hub, frontDesk, lease, System::nanoTime, background);
        life.start();
        long pace = life.pace().toNanos();
        heart.scheduleWithFixedDelay(life::tick, pace, pace, TimeUnit.NANOSECONDS);
        heart.scheduleWithFixedDelay(frontDesk::endKeys, KEYS_MILLIS, KEYS_MILLIS, TimeUnit.MILLISECONDS);
        living = life;
        return life;
    }

    /** What must go on whatever takes long elsewhere. */
    @Singleton
    @Named("broker-heart")
    @Bean(preDestroy = "shutdownNow")
    ScheduledExecutorService heart() {
        return Executors.newSingleThreadScheduledExecutor(daemon("carillon-heart"));
    }

    /** What may take long: burials, and the beginning of repairs. */
    @Singleton
    @Named("broker-background")
    @Bean(preDestroy = "shutdownNow")
    ExecutorService background() {
        return Executors.newFixedThreadPool(2, daemon("carillon-background"));
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Before the server stops: it would close the sockets without a word, and nobody would know to come back at once. */
    @Singleton
    ApplicationEventListener<ShutdownEvent> farewell() {
        return shutdown -> {
            if (living != null) {
                living.close();
            }
        };
    }
}
