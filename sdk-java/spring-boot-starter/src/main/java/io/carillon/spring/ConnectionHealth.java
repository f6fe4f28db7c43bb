package io.carillon.spring;

import io.carillon.client.realtime.ConnectionState;
import io.carillon.client.realtime.RealtimeClient;
import java.util.Locale;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** How the connection stands. Unknown until somebody connects. */
final class ConnectionHealth implements HealthIndicator {

    private final RealtimeClient client;

    ConnectionHealth(RealtimeClient client) {
        this.client = client;
    }

    @Override
    public Health health() {
        ConnectionState state = client.state();
        return Health.status(status(state))
                .withDetail("connection", state.name().toLowerCase(Locale.ROOT))
                .build();
    }

    private static Status status(ConnectionState state) {
        return switch (state) {
            case CONNECTED -> Status.UP;
            case INITIALIZED -> Status.UNKNOWN;
            case CONNECTING, UNAVAILABLE, DISCONNECTED -> Status.DOWN;
        };
    }
}
