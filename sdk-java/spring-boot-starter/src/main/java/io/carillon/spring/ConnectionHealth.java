package io.carillon.spring;

import io.carillon.client.realtime.ConnectionState;
import io.carillon.client.realtime.RealtimeClient;
import java.util.Locale;

/**
 * How the connection stands, in words that Actuator has in every version. Unknown until somebody connects.
 *
 * @param status the code of Actuator's status
 * @param connection the state's name
 */
record ConnectionHealth(String status, String connection) {

    static ConnectionHealth of(RealtimeClient client) {
        ConnectionState state = client.state();
        return new ConnectionHealth(status(state), state.name().toLowerCase(Locale.ROOT));
    }

    private static String status(ConnectionState state) {
        return switch (state) {
            case CONNECTED -> "UP";
            case INITIALIZED -> "UNKNOWN";
            case CONNECTING, UNAVAILABLE, DISCONNECTED -> "DOWN";
        };
    }
}
