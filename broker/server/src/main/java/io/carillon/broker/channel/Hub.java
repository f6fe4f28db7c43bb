package io.carillon.broker.channel;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.HistoryStore;
import io.carillon.backplane.Inbox;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeBuriedException;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.OccupancyStore;
import io.carillon.backplane.PresenceStore;
import io.carillon.backplane.Stake;
import io.carillon.backplane.meter.UsageMeter;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.Member;
import io.carillon.protocol.frame.FrameCodec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
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
    private final UsageMeter meter;
    private final LongSupplier nanos;
    private final Watchers watchers;

    private final Duration grace;
    private final Repairs repairs;
    private final Map<AppChannel, LocalChannel> channels = new ConcurrentHashMap<>();
    private final Map<Loop, Fanout> fanouts = new ConcurrentHashMap<>();
    private volatile NodeId node;

    /**
     * @param node the id under which this node is registered, until {@link #moveTo} or {@link #startOver} gives another
     * @param grace how long members are waited for whose nodes come back more slowly than this one
     * @param nanos a clock that only grows, as {@link System#nanoTime}
     * @param background where channels are mended
     */
    public Hub(
            Backplane backplane,
            FrameCodec codec,
            WireFormat format,
            BrokerMetrics metrics,
            UsageMeter meter,
            NodeId node,
            Duration grace,
            LongSupplier nanos,
            Executor background) {
        this.backplane = backplane;
        this.codec = codec;
        this.format = format;
        this.metrics = metrics;
        this.meter = meter;
        this.node = node;
        this.grace = grace;
        this.nanos = nanos;
        this.watchers = new Watchers(this);
        this.repairs = new Repairs(this::mend, background);
    }

    public NodeId node() {
        return node;
    }

    /** Forgets every channel, because the others have taken this node for dead, and lives on under another id. */
    public void startOver(NodeId fresh) {
        node = fresh;
        channels.values().forEach(LocalChannel::abandon);
        channels.clear();
        watchers.clear();
    }

    /** Lives on under another id with all that it has, because what is shared was away for longer than this node's lease. */
    public void moveTo(NodeId fresh) {
        node = fresh;
        repairs.owe(channels.keySet());
        repairs.owe(watchers.users());
        repairs.begin();
    }

    /** Mends what steps without an answer have left behind. Called when the backplane answers again. */
    public void mendWhatIsOwed() {
        repairs.begin();
    }

    /** Says anew what this node has in the channel, which may be nothing, and whom it watches there. */
    private CompletionStage<Void> mend(AppChannel name) {
        CompletionStage<Void> mended = restate(name);
        return name.name().type() == ChannelType.SERVER_TO_USER
                ? mended.thenCompose(done -> watchers.renew(name))
                : mended;
    }

    private CompletionStage<Void> restate(AppChannel name) {
        LocalChannel present = channels.get(name);
        if (present != null) {
            return present.mend();
        }
        var nothing = new CompletableFuture<Void>();
        channels.compute(name, (key, come) -> {
            if (come == null) {
                // Asked for while the entry is held: whoever comes next asks to be put on the route after this.
                backplane
                        .occupancy()
                        .restate(name, node, Stake.NONE, News.NONE)
                        .whenComplete((done, failure) -> pass(failure, nothing));
            } else {
                // Whoever has come meanwhile says it.
                nothing.complete(null);
            }
            return come;
        });
        return nothing;
    }

    private static void pass(@Nullable Throwable failure, CompletableFuture<Void> stage) {
        if (failure == null) {
            stage.complete(null);
        } else {
            stage.completeExceptionally(failure);
        }
    }

    /** Passes a stage on; if it is not known whether its step happened, the channel is mended later. */
    <T> CompletionStage<T> settling(AppChannel name, CompletionStage<T> step) {
        return step.whenComplete((done, failure) -> {
            // What a dead node had is given up by others, and what it still has is restated under its next id.
            if (failure != null && !(failure instanceof NodeBuriedException)) {
                repairs.owe(name);
            }
        });
    }

    /** How many channels are still to be mended. */
    public int owed() {
        return repairs.size();
    }

    void mended(Intake.Mended mended) {
        metrics.channelsMended.increment();
        metrics.eventsReplayed.add(mended.events());
        if (mended.incomplete()) {
            metrics.channelsWithGaps.increment();
        }
    }

    Duration grace() {
        return grace;
    }

    @Override
    public void deliver(Envelope envelope) {
        envelope.handleBy(this);
    }

    @Override
    public void missed(Predicate<AppChannel> lost) {
        channels.keySet().stream().filter(lost).forEach(repairs::owe);
        watchers.users().stream().filter(lost).forEach(repairs::owe);
        repairs.begin();
    }

    @Override
    public void onEvent(Envelope.Event event) {
        LocalChannel channel = channels.get(event.channel());
        if (channel != null) {
            channel.intake().take(Broadcast.of(event));
        }
    }

    @Override
    public void onMemberAdded(Envelope.MemberAdded added) {
        LocalChannel channel = channels.get(added.channel());
        if (channel != null) {
            channel.intake().take(Broadcast.of(added));
        }
    }

    @Override
    public void onMemberRemoved(Envelope.MemberRemoved removed) {
        LocalChannel channel = channels.get(removed.channel());
        if (channel != null) {
            channel.intake().take(Broadcast.of(removed));
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
    Subscription add(Subscriber subscriber, AppChannel name, @Nullable Member member, News news) {
        // What is under way to this loop is older than the subscription.
        fanoutOn(subscriber.loop()).catchUp();
        LocalChannel channel = channels.compute(name, (key, present) -> {
            LocalChannel kept = present == null ? new LocalChannel(this, name, node, news) : present;
            kept.expect(news);
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
            deserted.vacate();
            return null;
        });
    }

    Fanout fanoutOn(Loop loop) {
        return fanouts.computeIfAbsent(loop, l -> new Fanout(l, codec, format, metrics));
    }

    UsageMeter meter() {
        return meter;
    }

    Watchers watchers() {
        return watchers;
    }

    OccupancyStore occupancy() {
        return backplane.occupancy();
    }

    HistoryStore history() {
        return backplane.history();
    }

    PresenceStore presence() {
        return backplane.presence();
    }

    long nanos() {
        return nanos.getAsLong();
    }
}
