package io.carillon.broker.transport;

import io.carillon.broker.connection.Handshake;

/** Where a client that asked for a WebSocket wants to go. */
sealed interface Arrival {

    /** To an app. */
    record ToApp(Handshake handshake) implements Arrival {}

    /** To the endpoint that sends everything back. */
    record ToEcho() implements Arrival {}

    /** To a path that leads nowhere. */
    record Astray() implements Arrival {}
}
