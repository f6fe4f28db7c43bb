package io.carillon.process.management;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.LaneCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.ToLongFunction;

/** Puts among the metrics whether this process hears the others, and what it heard. */
@Singleton
final class BackplaneMeters implements MeterBinder {

    private final Backplane backplane;

    BackplaneMeters(Backplane backplane) {
        this.backplane = backplane;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("carillon.backplane.hearing", backplane, it -> it.isHearing() ? 1 : 0)
                .description("1 while this process hears the others, 0 while it does not")
                .register(registry);
        counter(registry, "messages", LaneCounts::messages, "Messages that came from the other processes");
        counter(registry, "bytes", LaneCounts::bytes, "Bytes of the messages that came from the other processes");
        counter(registry, "gaps", LaneCounts::gaps, "How often a lane missed something");
        counter(registry, "refilled", LaneCounts::refilled, "Messages that were missed and fetched");
        counter(registry, "lost", LaneCounts::lost, "Messages that were missed and no longer to be had");
        counter(registry, "rejected", LaneCounts::rejected, "Messages on a lane that no node of ours wrote");
    }

    private void counter(MeterRegistry registry, String what, ToLongFunction<LaneCounts> count, String description) {
        FunctionCounter.builder("carillon.lanes." + what, backplane, it -> count.applyAsLong(it.lanes()))
                .description(description)
                .register(registry);
    }
}
