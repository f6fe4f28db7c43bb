package io.carillon.broker.node;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Registration;
import io.carillon.broker.channel.Hub;
import io.carillon.broker.connection.FrontDesk;
import io.carillon.protocol.CloseCode;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of this node: it registers, renews its lease, and buries others. When it finds that it was taken for dead, it
 * sends its clients away and starts over under a new id.
 */
public final class NodeLife implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLife.class);

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Backplane backplane;
    private final Hub hub;
    private final FrontDesk frontDesk;
    private final Duration lease;
    private final Gravedigger gravedigger;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "carillon-node");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Registration appChanges;
    private boolean closed;

    /** @param lease how long the others wait for a sign of life before they take this node for dead */
    public NodeLife(Backplane backplane, Hub hub, FrontDesk frontDesk, Duration lease) {
        this.backplane = backplane;
        this.hub = hub;
        this.frontDesk = frontDesk;
        this.lease = lease;
        this.gravedigger = new Gravedigger(backplane.nodes());
    }

    /** Begins to live: from now on envelopes arrive. */
    public void start() {
        backplane.nodes().register(hub.node(), hub, lease).toCompletableFuture().join();
        appChanges = backplane.apps().onChange(frontDesk::appChanged);
        long beat = lease.toMillis() / 3;
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            if (backplane.nodes().renew(hub.node()).toCompletableFuture().join()) {
                gravedigger.buryOne(hub.node());
            } else {
                startOver();
            }
        } catch (RuntimeException e) {
            // The next beat tries again; what the clients feel of it is told where it is felt.
            LOG.warn("node {} could not renew its lease: {}", hub.node(), e.getMessage());
        }
    }

    private void startOver() {
        NodeId taken = hub.node();
        NodeId fresh = NodeId.fresh();
        LOG.warn("node {} was taken for dead; starting over as {}", taken, fresh);
        // First the new life, so that those who are sent away and come back at once find it.
        backplane.nodes().register(fresh, hub, lease).toCompletableFuture().join();
        hub.startOver(fresh);
        frontDesk.sendAllAway(CloseCode.RECONNECT, CloseCode.RECONNECT.words());
    }

    /** Sends everybody to other nodes and ends this life; waits no longer than it takes to tell them. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        heart.shutdownNow();
        if (appChanges != null) {
            appChanges.close();
        }
        frontDesk
                .closeForGood()
                .toCompletableFuture()
                .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        backplane.nodes().release(hub.node());
    }
}
