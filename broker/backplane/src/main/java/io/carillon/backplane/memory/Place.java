package io.carillon.backplane.memory;

import io.carillon.backplane.News;
import io.carillon.protocol.SocketId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One node's place on the route of one channel, and who is behind it. Guarded by its channel. */
final class Place {

    private final Node node;
    private int reported;
    private News news = News.NONE;
    // Most channels have no members: the map comes with the first.
    private @Nullable Map<SocketId, Attendance> connections;

    Place(Node node) {
        this.node = node;
    }

    Node node() {
        return node;
    }

    void report(int count) {
        reported = count;
    }

    int subscriptions() {
        return reported + (connections == null ? 0 : connections.size());
    }

    /** Who was to hear of changes here, the last time there was one. */
    News news() {
        return news;
    }

    void news(News latest) {
        news = latest;
    }

    boolean has(SocketId socket) {
        return connections != null && connections.containsKey(socket);
    }

    void enter(SocketId socket, Attendance attendance) {
        if (connections == null) {
            connections = new HashMap<>();
        }
        connections.put(socket, attendance);
    }

    @Nullable
    Attendance exit(SocketId socket) {
        return connections == null ? null : connections.remove(socket);
    }

    Set<SocketId> sockets() {
        return connections == null ? Set.of() : connections.keySet();
    }

    Collection<Attendance> attendances() {
        return connections == null ? List.of() : connections.values();
    }
}
