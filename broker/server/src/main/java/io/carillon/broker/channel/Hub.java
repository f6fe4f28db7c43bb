package io.carillon.broker.channel;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.CountNews;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.Inbox;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.OccupancyStore;
import io.carillon.backplane.PresenceStore;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.Member;
import io.carillon.protocol.frame.FrameCodec;
import io.carillon.protocol.frame.ServerFrame;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who listens to what on this node. Everywhere else is the backplane's business. Any thread may call; subscriptions belong
 * to the loops of their subscribers.
 */
public final class Hub implements Inbox, Envelope.Handler {

    /** How long a node stays on a channel's route after its last subscriber has left: most come back at once. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Backplane backplane;
    private final FrameCodec codec;
    private final WireFormat format;
    private final BrokerMetrics metrics;
    private final LongSupplier nanos;
    private final Watchers watchers;

    private final Map<AppChannel, LocalChannel> channels = new ConcurrentHashMap<>();
    private final Map<Loop, Fanout> fanouts = new ConcurrentHashMap<>();
    private volatile NodeId node;

    /**
     * @param node the id under which this node is registered, until {@link #startOver} gives another
     * @param nanos a clock that only grows, as {@link System#nanoTime}
     */
    public Hub(
            Backplane backplane,
            FrameCodec codec,
            WireFormat format,
            BrokerMetrics metrics,
            NodeId node,
            LongSupplier nanos) {
        this.backplane = backplane;
        this.codec = codec;
        this.format = format;
        this.metrics = metrics;
        this.node = node;
        this.nanos = nanos;
        this.watchers = new Watchers(backplane.presence());
    }

    public NodeId node() {
        return node;
    }

    /** Forgets every channel, because the others have taken this node for dead, and lives on under another id. */
    public void startOver(NodeId fresh) {
        node = fresh;
        channels.clear();
        watchers.clear();
    }

    @Override
    public void deliver(Envelope envelope) {
        envelope.handleBy(this);
    }

    @Override
    public void onEvent(Envelope.Event event) {
        LocalChannel channel = channels.get(event.channel());
        if (channel != null) {
            channel.broadcast(new Broadcast(
                    new ServerFrame.ChannelEvent(event.channel().name(), event.event(), event.data(), event.user()),
                    event.position(),
                    event.except()));
        }
    }

    @Override
    public void onMemberAdded(Envelope.MemberAdded added) {
        LocalChannel channel = channels.get(added.channel());
        if (channel != null) {
            channel.broadcast(new Broadcast(
                    new ServerFrame.MemberAdded(added.channel().name(), added.member()), added.position(), null));
        }
    }

    @Override
    public void onMemberRemoved(Envelope.MemberRemoved removed) {
        LocalChannel channel = channels.get(removed.channel());
        if (channel != null) {
            channel.broadcast(new Broadcast(
                    new ServerFrame.MemberRemoved(removed.channel().name(), removed.user()), removed.position(), null));
        }
    }

    @Override
    public void onCountChanged(Envelope.CountChanged changed) {
        LocalChannel channel = channels.get(changed.channel());
        if (channel != null) {
            channel.countChanged(changed.count());
        }
    }

    @Override
    public void onUserTurned(Envelope.UserTurned turned) {
        watchers.turned(turned);
    }

    @Override
    public void onTerminate(Envelope.Terminate terminate) {
        LocalChannel channel = channels.get(terminate.channel());
        if (channel != null) {
            channel.terminate();
        }
    }

    /** A subscription that keeps what arrives for it from now on. On the subscriber's loop. */
    Subscription add(Subscriber subscriber, AppChannel name, @Nullable Member member, CountNews news) {
        // What is under way to this loop is older than the subscription.
        fanoutOn(subscriber.loop()).catchUp();
        LocalChannel channel = channels.compute(name, (key, present) -> {
            LocalChannel kept = present == null ? new LocalChannel(this, name, node, news) : present;
            kept.expect();
            return kept;
        });
        return channel.add(subscriber, member);
    }

    void vacateLater(LocalChannel channel, Loop loop) {
        loop.schedule(LINGER, () -> vacate(channel));
    }

    private void vacate(LocalChannel deserted) {
        channels.computeIfPresent(deserted.name(), (name, channel) -> {
            if (channel != deserted || !channel.isDeserted()) {
                return channel;
            }
            // Asked for while the entry is held: whoever comes next asks to be put on the route after this.
            backplane.occupancy().vacate(name, deserted.node());
            return null;
        });
    }

    Fanout fanoutOn(Loop loop) {
        return fanouts.computeIfAbsent(loop, l -> new Fanout(l, codec, format, metrics));
    }

    Watchers watchers() {
        return watchers;
    }

    OccupancyStore occupancy() {
        return backplane.occupancy();
    }

    PresenceStore presence() {
        return backplane.presence();
    }

    long nanos() {
        return nanos.getAsLong();
    }
}
