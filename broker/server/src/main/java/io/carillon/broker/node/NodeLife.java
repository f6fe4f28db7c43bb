package io.carillon.broker.node;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Registration;
import io.carillon.broker.channel.Hub;
import io.carillon.broker.connection.FrontDesk;
import io.carillon.protocol.CloseCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of this node: it registers, renews its lease, and buries others. A renewal that is refused has one of two causes.
 * If the node slept, the others live on and have taken it for dead: it sends its clients away and starts over. If what is
 * shared was away, everybody's leases ran out: it keeps its clients and moves, with all that they have, to a new id.
 *
 * <p>The heart ticks on one thread; what it asks is answered on others.
 */
public final class NodeLife implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLife.class);

    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final int TICKS_PER_LEASE = 12;
    private static final int RENEWALS_PER_LEASE = 3;
    private static final long NEVER = Long.MIN_VALUE;

    private final Backplane backplane;
    private final Hub hub;
    private final FrontDesk frontDesk;
    private final Duration lease;
    private final LongSupplier nanos;
    private final Executor burials;
    private final Gravedigger gravedigger;
    private final AtomicBoolean burying = new AtomicBoolean();

    private @Nullable Registration appChanges;
    private volatile boolean closed;

    // Of the heart's thread.
    private long lastTick;
    private long lastAsked;

    private volatile boolean asking;
    private volatile boolean slept;
    private volatile boolean away;
    private volatile long unbrokenSince = NEVER;

    /**
     * @param lease how long the others wait for a sign of life before they take this node for dead
     * @param nanos a clock that only grows, as {@link System#nanoTime}
     * @param burials where other nodes are buried, which may take a while
     */
    public NodeLife(
            Backplane backplane, Hub hub, FrontDesk frontDesk, Duration lease, LongSupplier nanos, Executor burials) {
        this.backplane = backplane;
        this.hub = hub;
        this.frontDesk = frontDesk;
        this.lease = lease;
        this.nanos = nanos;
        this.burials = burials;
        this.gravedigger = new Gravedigger(backplane.nodes());
    }

    /** Begins to live: from now on envelopes arrive. Somebody must {@link #tick} at the {@link #pace}. */
    public void start() {
        backplane.nodes().register(hub.node(), hub, lease).toCompletableFuture().join();
        appChanges = backplane.apps().onChange(frontDesk::appChanged);
        lastTick = nanos.getAsLong();
        lastAsked = lastTick;
        unbrokenSince = lastTick;
    }

    /** How often the heart ticks. */
    public Duration pace() {
        return lease.dividedBy(TICKS_PER_LEASE);
    }

    /** One tick. Returns at once. */
    public void tick() {
        long now = nanos.getAsLong();
        if (now - lastTick > lease.toNanos()) {
            LOG.warn("node {} slept for {} ms", hub.node(), TimeUnit.NANOSECONDS.toMillis(now - lastTick));
            slept = true;
        }
        lastTick = now;
        boolean due = now - lastAsked >= lease.toNanos() / RENEWALS_PER_LEASE;
        if ((due || away || slept) && !asking && !closed) {
            lastAsked = now;
            asking = true;
            renew();
        }
    }

    private void renew() {
        NodeId self = hub.node();
        backplane
                .nodes()
                .renew(self)
                .thenCompose(lives -> lives ? live(self) : slept ? startOver(self) : move(self))
                .whenComplete((done, failure) -> {
                    asking = false;
                    if (failure == null) {
                        slept = false;
                        away = false;
                    } else {
                        unbrokenSince = NEVER;
                        if (!away) {
                            // What the clients feel of it is told where it is felt.
                            LOG.warn("node {} could not renew its lease: {}", self, failure.getMessage());
                        }
                        away = true;
                    }
                });
    }

    private CompletionStage<Void> live(NodeId self) {
        if (away) {
            LOG.info("node {} has renewed its lease again; {} channels are mended", self, hub.owed());
        }
        hub.mendWhatIsOwed();
        frontDesk.restateWhatIsOwed();
        long now = nanos.getAsLong();
        if (unbrokenSince == NEVER) {
            unbrokenSince = now;
        }
        // Those who share what was away with this node may only be slower in coming back.
        if (now - unbrokenSince >= lease.toNanos()) {
            bury(self);
        }
        return CompletableFuture.completedStage(null);
    }

    private void bury(NodeId self) {
        if (burying.compareAndSet(false, true)) {
            burials.execute(() -> {
                try {
                    gravedigger.buryOne(self);
                } catch (RuntimeException e) {
                    LOG.warn("node {} could not bury another: {}", self, e.getMessage());
                } finally {
                    burying.set(false);
                }
            });
        }
    }

    private CompletionStage<Void> startOver(NodeId taken) {
        NodeId fresh = NodeId.fresh();
        LOG.warn("node {} was taken for dead while it slept; it starts over as {}", taken, fresh);
        // First the new life, so that those who are sent away and come back at once find it.
        return register(fresh).thenRun(() -> {
            hub.startOver(fresh);
            frontDesk.sendAllAway(CloseCode.RECONNECT, CloseCode.RECONNECT.words());
        });
    }

    private CompletionStage<Void> move(NodeId taken) {
        NodeId fresh = NodeId.fresh();
        LOG.warn("the lease of node {} ran out while what is shared was away; it lives on as {}", taken, fresh);
        return register(fresh).thenRun(() -> {
            hub.moveTo(fresh);
            frontDesk.restateConnections();
        });
    }

    private CompletionStage<Void> register(NodeId fresh) {
        return backplane.nodes().register(fresh, hub, lease).thenRun(() -> unbrokenSince = nanos.getAsLong());
    }

    /** Sends everybody to other nodes and ends this life; waits no longer than it takes to tell them. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (appChanges != null) {
            appChanges.close();
        }
        atMost(FAREWELL, frontDesk.closeForGood());
        atMost(FAREWELL, backplane.nodes().release(hub.node()));
    }

    private static void atMost(Duration time, CompletionStage<Void> stage) {
        stage.toCompletableFuture()
                .exceptionally(failure -> null)
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
