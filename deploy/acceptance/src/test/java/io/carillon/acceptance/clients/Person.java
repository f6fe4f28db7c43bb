package io.carillon.acceptance.clients;

import java.util.Map;

/**
 * Somebody with a program that uses one client library. What they are told has the same words for all libraries:
 *
 * <pre>
 * connected | disconnected | failed | error CODE
 * subscribed CHANNEL | refused CHANNEL STATUS: WHY | miss CHANNEL
 * CHANNEL EVENT DATA [from USER] | CHANNEL joined USER INFO | CHANNEL left USER
 * EVENT DATA | online USERS | offline USERS
 * </pre>
 */
interface Person extends AutoCloseable {

    Told told();

    /** Begins to connect. */
    void connect();

    /** Begins to subscribe, and listens to these events. */
    void subscribe(String channel, String... events);

    void unsubscribe(String channel);

    /** Sends a client event; data is JSON text. */
    void trigger(String channel, String event, String data);

    /** Users on a presence channel, and what is told of each, as JSON text. */
    Map<String, String> members(String channel);

    /** Waits until signed in, and listens to these events for the user. */
    void signsIn(String... events);

    void disconnect();

    default void subscribes(String channel, String... events) {
        subscribe(channel, events);
        told().awaits("subscribed " + channel);
    }

    @Override
    default void close() {
        disconnect();
    }
}
