package io.carillon.controlplane.metering;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.meter.KeyLog;
import io.carillon.backplane.meter.UsageFlusher;
import io.carillon.backplane.meter.UsageMeter;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The counters of the control plane. A broker in the same process has its own: each is a source to the ledger. */
@Factory
final class MeteringFactory {

    @Singleton
    @Named("control-plane")
    UsageMeter meter() {
        return new UsageMeter();
    }

    @Singleton
    @Named("control-plane")
    KeyLog keyLog(InstantSource clock) {
        return new KeyLog(clock);
    }

    /** Eager: what is counted goes nowhere by itself. */
    @Context
    @Named("control-plane")
    @Bean(preDestroy = "close")
    UsageFlusher flusher(
            @Named("control-plane") UsageMeter meter,
            @Named("control-plane") KeyLog keyLog,
            Backplane backplane,
            InstantSource clock,
            @Named("control-plane-metering") ScheduledExecutorService ticking) {
        var flusher = new UsageFlusher(meter, keyLog, backplane.usage(), backplane.keyUses(), clock);
        long pace = UsageFlusher.PACE.toNanos();
        ticking.scheduleWithFixedDelay(flusher::tick, pace, pace, TimeUnit.NANOSECONDS);
        return flusher;
    }

    @Singleton
    @Named("control-plane-metering")
    @Bean(preDestroy = "shutdownNow")
    ScheduledExecutorService ticking() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "carillon-metering");
            thread.setDaemon(true);
            return thread;
        });
    }
}
