package io.carillon.allinone.management;

import io.carillon.broker.metrics.BrokerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Puts what the broker counts among the metrics. */
@Singleton
@Requires(beans = BrokerMetrics.class)
final class BrokerMeters implements MeterBinder {

    private final BrokerMetrics metrics;

    BrokerMeters(BrokerMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        metrics.bindTo(registry);
    }
}
