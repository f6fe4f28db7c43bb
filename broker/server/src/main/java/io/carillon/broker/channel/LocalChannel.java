package io.carillon.broker.channel;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.HistoryStore.HistoryRead;
import io.carillon.backplane.JoinOutcome;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Position;
import io.carillon.backplane.Stake;
import io.carillon.backplane.Standing;
import io.carillon.backplane.meter.ChannelMeter;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ServerFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One channel as far as this node is concerned: its subscribers here, loop by loop, and what the other nodes know of them.
 * Any thread may call; what is shared is guarded by the channel's lock, and broadcasts take none. What the backplane is asked
 * within the lock is asked in that order; it answers without it.
 */
final class LocalChannel {

    private static final int NEVER = -1;

    private final Hub hub;
    private final AppChannel name;
    private final CountThrottle counts = new CountThrottle();
    private final Intake intake;
    private final ChannelMeter meter;

    private volatile Listeners[] listeners = {};

    // Guarded by this channel's lock.
    private NodeId node;
    private News news;
    // From then on nothing may be said here of the channel any more: somebody else says it.
    private boolean abandoned;
    private int subscribers;
    private int reported;
    private boolean reporting;
    private Map<SocketId, Member> members = Map.of();
    private @Nullable CompletableFuture<Position> route;
    private CompletableFuture<Void> mending = CompletableFuture.completedFuture(null);

    LocalChannel(Hub hub, AppChannel name, NodeId node, News news) {
        this.hub = hub;
        this.name = name;
        this.node = node;
        this.news = news;
        this.intake = new Intake(name.name(), this::broadcast);
        this.meter = hub.meter().channel(name);
    }

    AppChannel name() {
        return name;
    }

    /** The way in for what the backplane has for this channel. */
    Intake intake() {
        return intake;
    }

    /** Where what goes through this channel is counted. */
    ChannelMeter meter() {
        return meter;
    }

    /** Whether this channel's subscribers are counted one by one, as members, rather than reported as a number. */
    private boolean countsMembers() {
        return name.name().type().hasMembers() || name.name().type() == ChannelType.SERVER_TO_USER;
    }

    /**
     * Counts a coming subscriber in, so that the channel stays. Called by the hub while it holds the channel's entry.
     *
     * @param latest what the app has switched on by now
     */
    synchronized void expect(News latest) {
        subscribers++;
        news = latest;
    }

    /** The app has changed who hears of comings and goings here. */
    void live(News latest) {
        synchronized (this) {
            if (abandoned || news.equals(latest)) {
                return;
            }
            news = latest;
            if (countsMembers()) {
                // Whoever joins next says it with that.
                return;
            }
            reported = NEVER;
        }
        report();
    }

    synchronized boolean isDeserted() {
        return subscribers == 0;
    }

    /** A subscription that keeps what arrives from now on. On the subscriber's loop. */
    Subscription add(Subscriber subscriber, @Nullable Member member) {
        Listeners here = listenersOn(subscriber.loop());
        var subscription = new Subscription(this, here, subscriber, member);
        here.await(subscription);
        return subscription;
    }

    /** A subscription has ended. */
    void remove(Subscription subscription) {
        boolean last;
        synchronized (this) {
            subscribers--;
            last = subscribers == 0;
            if (abandoned) {
                return;
            }
            if (countsMembers()) {
                leave(subscription.subscriber().socketId());
            }
        }
        if (!countsMembers()) {
            report();
        }
        if (last) {
            hub.vacateLater(this, subscription.subscriber().loop());
        }
    }

    private void leave(SocketId socket) {
        if (!members.isEmpty()) {
            members.remove(socket);
        }
        hub.settling(name, hub.presence().leave(name, node, socket));
    }

    /** The node was taken for dead: others give up what it had here. */
    synchronized void abandon() {
        abandoned = true;
    }

    /** Takes this node off the channel's route. Whoever comes next begins another. */
    synchronized void vacate() {
        abandoned = true;
        hub.settling(name, hub.occupancy().vacate(name, node));
    }

    // ---- coming in

    /** Puts this node on the channel's route if it is not there, else tells the new number of subscribers. */
    CompletionStage<Position> occupy() {
        CompletableFuture<Position> answer;
        synchronized (this) {
            if (route != null) {
                answer = route;
            } else {
                answer = new CompletableFuture<>();
                route = answer;
                reported = subscribers;
                hub.settling(name, hub.occupancy().occupy(name, node, subscribers, news))
                        .whenComplete((position, failure) -> {
                            if (failure != null) {
                                forget(answer);
                                answer.completeExceptionally(failure);
                            } else {
                                intake.begin(position);
                                answer.complete(position);
                            }
                        });
                return answer;
            }
        }
        report();
        return answer;
    }

    private synchronized void forget(CompletableFuture<Position> failed) {
        if (route == failed) {
            route = null;
        }
    }

    /** Makes a subscriber a member. */
    CompletionStage<JoinOutcome> join(SocketId socket, Member member, int maxMembers) {
        synchronized (this) {
            if (members.isEmpty()) {
                members = new HashMap<>();
            }
            members.put(socket, member);
            return hub.presence()
                    .join(name, node, socket, member, maxMembers, news)
                    .thenApply(outcome -> {
                        if (outcome instanceof JoinOutcome.Joined joined) {
                            intake.begin(joined.roster(), joined.position());
                        }
                        return outcome;
                    });
        }
    }

    /** Tells the number of subscribers, if it is another; one report is under way at a time, and the next has the newest number. */
    private void report() {
        synchronized (this) {
            if (reporting || route == null || reported == subscribers) {
                return;
            }
            reporting = true;
            reported = subscribers;
            hub.settling(name, hub.occupancy().report(name, node, subscribers, news))
                    .whenComplete((done, failure) -> {
                        synchronized (this) {
                            reporting = false;
                        }
                        if (failure == null) {
                            report();
                        }
                    });
        }
    }

    // ---- when it is not known what the others know

    /**
     * Says anew what this node has here, under the id that it has now, and passes on what was missed.
     *
     * @return complete when that is done; failed if the backplane did not answer, and then nothing is worse than before
     */
    CompletionStage<Void> mend() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletionStage<Standing> answer;
        synchronized (this) {
            if (abandoned) {
                return CompletableFuture.completedFuture(null);
            }
            if (!mending.isDone()) {
                return mending.handle((before, failure) -> before).thenCompose(before -> mend());
            }
            mending = done;
            intake.hold();
            node = hub.node();
            if (subscribers == 0) {
                route = null;
            }
            answer = restate();
        }
        answer.thenCompose(this::withMissed).whenComplete((stands, failure) -> {
            if (failure == null) {
                resume(stands);
                done.complete(null);
            } else {
                intake.release();
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    private CompletionStage<Standing> restate() {
        reported = subscribers;
        return hub.occupancy().restate(name, node, stake(), news);
    }

    private Stake stake() {
        return countsMembers() ? new Stake(0, members) : new Stake(subscribers, Map.of());
    }

    private CompletionStage<Stands> withMissed(Standing standing) {
        Position behind = intake.missedBehind(standing);
        return behind == null
                ? CompletableFuture.completedStage(new Stands(standing, null))
                : hub.history().since(name, behind, Integer.MAX_VALUE).thenApply(read -> new Stands(standing, read));
    }

    private void resume(Stands stands) {
        Intake.Mended mended = intake.resume(stands.standing(), stands.read());
        hub.mended(mended);
        if (mended.membersMissing()) {
            later(hub.grace(), this::confirmMissing);
        }
        report();
    }

    /** Whose node has not come back by now does not come back. */
    private void confirmMissing() {
        CompletionStage<Standing> answer;
        synchronized (this) {
            if (abandoned) {
                return;
            }
            answer = restate();
        }
        hub.settling(name, answer).whenComplete((standing, failure) -> {
            if (failure == null) {
                intake.confirm(standing);
            }
        });
    }

    /** Complete while nothing is being mended, or when that is over, however it went. */
    synchronized CompletionStage<Void> settled() {
        return mending.exceptionally(failure -> null);
    }

    private record Stands(Standing standing, @Nullable HistoryRead read) {}

    // ---- going out

    void broadcast(Broadcast broadcast) {
        for (Listeners here : listeners) {
            here.fanout().offer(here, broadcast);
        }
    }

    /** The channel has another number of subscribers over all nodes. */
    void countChanged(int count) {
        counts.changed(count, hub.nanos(), this::announceCount, this::later);
    }

    private void announceCount(int count) {
        broadcast(new Broadcast(new ServerFrame.SubscriptionCount(name.name(), count), null, null));
    }

    private void later(Duration pause, Runnable task) {
        Listeners[] all = listeners;
        if (all.length > 0) {
            all[0].fanout().loop().schedule(pause, task);
        }
    }

    void terminate() {
        for (Listeners here : listeners) {
            here.fanout().loop().execute(here::terminate);
        }
    }

    private Listeners listenersOn(Loop loop) {
        for (Listeners here : listeners) {
            if (here.fanout().loop() == loop) {
                return here;
            }
        }
        synchronized (this) {
            var here = new Listeners(hub.fanoutOn(loop), meter);
            Listeners[] more = Arrays.copyOf(listeners, listeners.length + 1);
            more[more.length - 1] = here;
            listeners = more;
            return here;
        }
    }
}
