package io.carillon.client.realtime;

/** How a client stands with the server; the words are pusher-js's. */
public enum ConnectionState {
    /** It was never asked to connect. */
    INITIALIZED,
    /** It is on its way to the server. */
    CONNECTING,
    /** The server has greeted it. */
    CONNECTED,
    /** The connection was lost, or none could be made: it tries again after a pause. */
    UNAVAILABLE,
    /** It stays away until it is asked to connect: it was told to disconnect, or the server refused it for good. */
    DISCONNECTED
}
