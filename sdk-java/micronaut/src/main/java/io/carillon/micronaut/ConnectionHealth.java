package io.carillon.micronaut;

import io.carillon.client.realtime.ConnectionState;
import io.carillon.client.realtime.RealtimeClient;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import org.reactivestreams.Publisher;

/** How the connection stands, as {@code carillon} in the health endpoint. Unknown until somebody connects. */
@Singleton
@Requires(classes = HealthIndicator.class)
@Requires(beans = RealtimeClient.class)
@Requires(property = "endpoints.health.carillon.enabled", notEquals = "false")
final class ConnectionHealth implements HealthIndicator {

    private final RealtimeClient client;

    ConnectionHealth(RealtimeClient client) {
        this.client = client;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        ConnectionState state = client.state();
        return Publishers.just(HealthResult.builder("carillon", status(state))
                .details(Map.of("connection", state.name().toLowerCase(Locale.ROOT)))
                .build());
    }

    private static HealthStatus status(ConnectionState state) {
        return switch (state) {
            case CONNECTED -> HealthStatus.UP;
            case INITIALIZED -> HealthStatus.UNKNOWN;
            case CONNECTING, UNAVAILABLE, DISCONNECTED -> HealthStatus.DOWN;
        };
    }
}
