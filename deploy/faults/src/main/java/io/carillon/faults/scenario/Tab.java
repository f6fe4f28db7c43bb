package io.carillon.faults.scenario;

import io.carillon.faults.client.Client;
import io.carillon.faults.process.CarillonNode;

/** One browser tab of a user: a connection that is in the room, or was and may come again. */
final class Tab {

    private final Client client;
    private final String user;
    private final CarillonNode node;
    private boolean isIn;
    private volatile boolean isSettled;

    /** @param node the first that it was sent to */
    Tab(Client client, String user, CarillonNode node) {
        this.client = client;
        this.user = user;
        this.node = node;
    }

    Client client() {
        return client;
    }

    String user() {
        return user;
    }

    CarillonNode node() {
        return node;
    }

    /** Asks for the room; the tab is settled when it has it. */
    void join(String channel, Timings joins) {
        isIn = true;
        isSettled = false;
        long askedAt = System.nanoTime();
        var unused = client.join(channel, user).thenAccept(joined -> {
            joins.add(System.nanoTime() - askedAt);
            isSettled = true;
        });
    }

    /** Gives the room back and keeps the connection. */
    void leave(String channel) {
        isIn = false;
        client.leave(channel);
    }

    boolean isIn() {
        return isIn;
    }

    /** Whether it has what it asked for last; before that nobody could say in which order the platform takes it. */
    boolean isSettled() {
        return isSettled;
    }
}
