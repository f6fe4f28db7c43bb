package io.carillon.process.management;

import io.carillon.backplane.Backplane;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Whether a proxy should send anybody here. A process that is cut off from the others is left alone until it hears again,
 * and one that is about to end from that moment on.
 */
@Singleton
@io.micronaut.management.health.indicator.annotation.Readiness
final class Readiness implements HealthIndicator {

    private static final String NAME = "carillon";

    private final Backplane backplane;
    private final Drain drain;

    Readiness(Backplane backplane, Drain drain) {
        this.backplane = backplane;
        this.drain = drain;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        if (drain.hasBegun()) {
            return Publishers.just(down("draining", "This process is about to end."));
        }
        if (!backplane.isHearing()) {
            return Publishers.just(down(
                    "backplane_not_hearing",
                    "This process does not hear the others: Redis does not answer, or what it sends does not arrive."));
        }
        return Publishers.just(HealthResult.builder(NAME, HealthStatus.UP).build());
    }

    private static HealthResult down(String code, String sentence) {
        return HealthResult.builder(NAME, HealthStatus.DOWN)
                .details(Map.of("id", code, "error", sentence))
                .build();
    }
}
