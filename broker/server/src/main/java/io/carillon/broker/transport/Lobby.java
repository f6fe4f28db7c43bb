package io.carillon.broker.transport;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that have not yet said what they want, which is where the ones that never will are found. Any thread. */
@Singleton
final class Lobby {

    private final ConcurrentMap<InetAddress, Integer> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final int perAddress;
    private final int perNode;

    Lobby(TransportSettings settings) {
        this.perAddress = settings.waitingPerAddress();
        this.perNode = settings.waitingPerNode();
    }

    /** Lets a connection wait; false if too many do. Only after true does {@link #leave} follow. */
    boolean enter(InetAddress from) {
        if (all.incrementAndGet() > perNode) {
            all.decrementAndGet();
            return false;
        }
        if (waiting.merge(from, 1, Integer::sum) > perAddress) {
            leave(from);
            return false;
        }
        return true;
    }

    void leave(InetAddress from) {
        all.decrementAndGet();
        waiting.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
    }
}
