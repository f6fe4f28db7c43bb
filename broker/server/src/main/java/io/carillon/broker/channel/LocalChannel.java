package io.carillon.broker.channel;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.CountNews;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Position;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.Member;
import io.carillon.protocol.frame.ServerFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One channel as far as this node is concerned: its subscribers here, loop by loop, and what the other nodes know of them.
 * Any thread may call; what is shared is guarded by the channel's lock, and broadcasts take none.
 */
final class LocalChannel {

    private final Hub hub;
    private final AppChannel name;
    private final NodeId node;
    private final CountNews news;
    private final CountThrottle counts = new CountThrottle();

    private volatile Listeners[] listeners = {};

    // Guarded by this channel's lock.
    private int subscribers;
    private int reported;
    private boolean reporting;
    private @Nullable CompletableFuture<Position> route;

    LocalChannel(Hub hub, AppChannel name, NodeId node, CountNews news) {
        this.hub = hub;
        this.name = name;
        this.node = node;
        this.news = news;
    }

    AppChannel name() {
        return name;
    }

    NodeId node() {
        return node;
    }

    /** Whether this channel's subscribers are counted one by one, as members, rather than reported as a number. */
    private boolean countsMembers() {
        return name.name().type().hasMembers() || name.name().type() == ChannelType.SERVER_TO_USER;
    }

    /** Counts a coming subscriber in, so that the channel stays. Called by the hub while it holds the channel's entry. */
    synchronized void expect() {
        subscribers++;
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
        }
        if (countsMembers()) {
            hub.presence().leave(name, node, subscription.subscriber().socketId(), CountNews.SILENT);
        } else {
            report();
        }
        if (last) {
            hub.vacateLater(this, subscription.subscriber().loop());
        }
    }

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
                hub.occupancy().occupy(name, node, subscribers, news).whenComplete((position, failure) -> {
                    if (failure != null) {
                        forgetRoute();
                        answer.completeExceptionally(failure);
                    } else {
                        answer.complete(position);
                    }
                });
                return answer;
            }
        }
        report();
        return answer;
    }

    private synchronized void forgetRoute() {
        route = null;
    }

    /** Tells the number of subscribers, if it is another; one report is under way at a time, and the next has the newest number. */
    private void report() {
        synchronized (this) {
            if (reporting || route == null || reported == subscribers) {
                return;
            }
            reporting = true;
            reported = subscribers;
            hub.occupancy().report(name, node, subscribers, news).whenComplete((done, failure) -> {
                synchronized (this) {
                    reporting = false;
                }
                if (failure == null) {
                    report();
                }
            });
        }
    }

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
            var here = new Listeners(hub.fanoutOn(loop));
            Listeners[] more = Arrays.copyOf(listeners, listeners.length + 1);
            more[more.length - 1] = here;
            listeners = more;
            return here;
        }
    }
}
