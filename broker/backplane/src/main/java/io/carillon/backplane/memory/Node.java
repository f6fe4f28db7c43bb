package io.carillon.backplane.memory;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.Inbox;
import io.carillon.backplane.NodeBuriedException;
import io.carillon.backplane.NodeId;
import io.carillon.protocol.AppId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One node: its inbox, its lease, and where it holds anything, so that it can be buried without a search.
 *
 * <p>May be called by any thread. Its monitor is taken last: whoever has it waits for nothing else.
 */
final class Node {

    private static final System.Logger LOG = System.getLogger(Node.class.getName());

    private final NodeId id;
    private final Inbox inbox;
    private final long lease;
    private final Set<AppChannel> holdings = new LinkedHashSet<>();
    private final Map<AppId, Integer> connections = new ConcurrentHashMap<>();
    private volatile long livesUntil;
    private boolean forgotten;
    private @Nullable Claim claim;

    Node(NodeId id, Inbox inbox, Duration lease, long now) {
        this.id = id;
        this.inbox = inbox;
        this.lease = lease.toMillis();
        this.livesUntil = now + this.lease;
    }

    NodeId id() {
        return id;
    }

    boolean lives(long now) {
        return now < livesUntil;
    }

    /** False if it is too late. */
    synchronized boolean renew(long now) {
        if (!lives(now)) {
            return false;
        }
        livesUntil = now + lease;
        return true;
    }

    /** From now on this node is dead, and nothing brings it back. */
    synchronized void die() {
        livesUntil = Long.MIN_VALUE;
    }

    /** Hands the envelope over, unless the node is dead. */
    void deliver(Envelope envelope, long now) {
        if (!lives(now)) {
            return;
        }
        try {
            inbox.deliver(envelope);
        } catch (RuntimeException e) {
            // The inbox broke its promise. The others on the route must not pay for that, nor the publisher.
            LOG.log(Level.ERROR, "node " + id + " lost an envelope for " + envelope.channel(), e);
        }
    }

    /**
     * Notes that the node holds something in the channel.
     *
     * @throws NodeBuriedException if it has been forgotten meanwhile: nobody would ever give this up
     */
    synchronized void hold(AppChannel channel) {
        if (forgotten) {
            throw new NodeBuriedException(id);
        }
        holdings.add(channel);
    }

    synchronized void letGo(AppChannel channel) {
        holdings.remove(channel);
    }

    /** Some of the channels in which the node holds anything. */
    synchronized List<AppChannel> holdings(int limit) {
        List<AppChannel> some = new ArrayList<>();
        for (AppChannel channel : holdings) {
            if (some.size() == limit) {
                break;
            }
            some.add(channel);
        }
        return some;
    }

    /** Lets nothing more be held, if nothing is held; otherwise false. */
    synchronized boolean forget() {
        forgotten = holdings.isEmpty();
        return forgotten;
    }

    /** Gives the burial to the claimant, unless another has it whose time is not over. */
    synchronized boolean claim(Node claimant, long now) {
        if (lives(now) || forgotten || (claim != null && claim.holds(now))) {
            return false;
        }
        claim = new Claim(claimant, now + claimant.lease);
        return true;
    }

    int connections(AppId app) {
        return connections.getOrDefault(app, 0);
    }

    void opened(AppId app) {
        connections.merge(app, 1, Integer::sum);
    }

    void closed(AppId app) {
        connections.computeIfPresent(app, (id, count) -> count == 1 ? null : count - 1);
    }

    void restated(AppId app, int count) {
        if (count > 0) {
            connections.put(app, count);
        } else {
            connections.remove(app);
        }
    }

    private record Claim(Node claimant, long until) {
        boolean holds(long now) {
            return now < until && claimant.lives(now);
        }
    }
}
