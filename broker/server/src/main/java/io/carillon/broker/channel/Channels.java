package io.carillon.broker.channel;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.HistoryStore.CachedEvent;
import io.carillon.backplane.JoinOutcome;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeBuriedException;
import io.carillon.backplane.Position;
import io.carillon.backplane.meter.Utf8;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Reason;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a subscriber comes to hear a channel. Whether it may was decided before. Called on the subscriber's loop, and so is
 * whatever is called back.
 */
public final class Channels {

    // A node that was taken for dead knows it within a beat.
    private static final int ATTEMPTS = 8;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Hub hub;
    private final Backplane backplane;
    private final BrokerMetrics metrics;

    public Channels(Hub hub, Backplane backplane, BrokerMetrics metrics) {
        this.hub = hub;
        this.backplane = backplane;
        this.metrics = metrics;
    }

    /** Why a subscription did not come about. */
    public record Refusal(Kind kind, Objection objection) {}

    /**
     * Subscribes: the subscriber hears that it succeeded and how things stand, then what is published from there on,
     * without a gap and nothing twice.
     *
     * @param member who it is, on channels with members; null on others
     * @param refused called instead, if it cannot be; the subscription has ended then
     */
    public Subscription subscribe(
            Subscriber subscriber, App app, ChannelName name, @Nullable Member member, Consumer<Refusal> refused) {
        return begin(
                subscriber,
                app,
                new AppChannel(app.id(), name),
                member,
                app.termsOf(name).membersPerChannel(),
                refused,
                state -> {
                    subscriber.hear(
                            member == null
                                    ? new ServerFrame.SubscriptionSucceeded(name)
                                    : new ServerFrame.PresenceSucceeded(name, state.roster));
                    if (name.type().isCached()) {
                        state.cached.ifPresentOrElse(
                                event -> hearAnew(subscriber, app.id(), name, event),
                                () -> subscriber.hear(new ServerFrame.CacheMiss(name)));
                    }
                    metrics.subscriptionsMade.increment();
                });
    }

    private void hearAnew(Subscriber subscriber, AppId app, ChannelName name, CachedEvent event) {
        subscriber.hear(new ServerFrame.ChannelEvent(name, event.event(), event.data(), null));
        hub.meter().channel(new AppChannel(app, name)).out(1, Utf8.length(event.data()));
    }

    /**
     * Makes the subscriber one of a user's connections: it is counted as online, and hears what is sent to the user.
     *
     * @param signedIn called when that is so, before anything is heard
     * @param refused called instead, if it cannot be
     */
    public Subscription signIn(
            Subscriber subscriber, App app, UserId user, Runnable signedIn, Consumer<Refusal> refused) {
        return begin(
                subscriber,
                app,
                AppChannel.ofUser(app.id(), user),
                new Member(user, Member.NO_INFO),
                Integer.MAX_VALUE,
                refused,
                state -> signedIn.run());
    }

    /** Tells the subscriber how these users are, and from then on whenever one of them comes online or goes offline. */
    public Watchlist watch(Subscriber subscriber, App app, List<UserId> users) {
        return Watchlist.start(subscriber, app.id(), users, hub.watchers());
    }

    private Subscription begin(
            Subscriber subscriber,
            App app,
            AppChannel channel,
            @Nullable Member member,
            int maxMembers,
            Consumer<Refusal> refused,
            Consumer<State> greet) {
        News news = News.of(app, channel);
        Subscription subscription = hub.add(subscriber, channel, member, news);
        askHowItStands(subscription, maxMembers, ATTEMPTS)
                .thenCompose(now -> withCachedEvent(channel, now))
                .whenComplete((now, failure) -> onLoopOf(subscriber, () -> {
                    if (subscription.isEnded()) {
                        return;
                    }
                    Refusal refusal = failure != null ? temporary() : now.refusal;
                    if (refusal != null) {
                        // Leaving what was never joined is no mistake, and a join whose answer was lost must be undone.
                        subscription.end();
                        refused.accept(refusal);
                    } else {
                        goLive(subscription, now, greet, refused);
                    }
                }));
        return subscription;
    }

    /** Asks again while this node is about to live on under another id. On the subscriber's loop. */
    private CompletionStage<State> askHowItStands(Subscription subscription, int maxMembers, int attempts) {
        Member member = subscription.member();
        CompletionStage<State> state = member == null
                ? subscription.occupy().thenApply(State::at)
                : subscription.join(member, maxMembers).thenApply(State::of);
        return state.thenCompose(now -> subscription.settled().thenApply(settled -> now))
                .exceptionallyCompose(failure -> attempts > 1 && isBuried(failure)
                        ? afterPause(subscription)
                                .thenCompose(next -> askHowItStands(subscription, maxMembers, attempts - 1))
                        : CompletableFuture.failedStage(failure));
    }

    private static CompletionStage<Void> afterPause(Subscription subscription) {
        var over = new CompletableFuture<Void>();
        Loop loop = subscription.subscriber().loop();
        loop.execute(() -> loop.schedule(PAUSE, () -> {
            if (subscription.isEnded()) {
                over.cancel(false);
            } else {
                over.complete(null);
            }
        }));
        return over;
    }

    private static boolean isBuried(Throwable failure) {
        return failure instanceof NodeBuriedException || failure.getCause() instanceof NodeBuriedException;
    }

    private void goLive(Subscription subscription, State now, Consumer<State> greet, Consumer<Refusal> refused) {
        // What this loop has been offered so far belongs to what was kept: it may be older than the state.
        hub.fanoutOn(subscription.subscriber().loop()).catchUp();
        if (subscription.hasLostSome()) {
            subscription.end();
            refused.accept(temporary());
            return;
        }
        greet.accept(now.seenBy(subscription));
        subscription.goLive(now.reached());
    }

    private CompletionStage<State> withCachedEvent(AppChannel channel, State now) {
        return channel.name().type().isCached() && now.refusal == null
                ? backplane.history().lastEvent(channel).thenApply(now::with)
                : CompletableFuture.completedStage(now);
    }

    private static Refusal temporary() {
        return new Refusal(
                Kind.UNAVAILABLE,
                new Objection(
                        Reason.UNAVAILABLE, "The server cannot subscribe you just now; please try again in a moment"));
    }

    private static void onLoopOf(Subscriber subscriber, Runnable task) {
        if (subscriber.loop().isCurrent()) {
            task.run();
        } else {
            subscriber.loop().execute(task);
        }
    }

    /** How things stand at the moment of subscribing. */
    private record State(
            List<Member> roster,
            @Nullable Position position,
            Optional<CachedEvent> cached,
            @Nullable Refusal refusal) {

        static State at(Position position) {
            return new State(List.of(), position, Optional.empty(), null);
        }

        static State of(JoinOutcome outcome) {
            if (outcome instanceof JoinOutcome.Joined joined) {
                return new State(joined.roster(), joined.position(), Optional.empty(), null);
            }
            int limit = ((JoinOutcome.Full) outcome).limit();
            return new State(
                    List.of(),
                    null,
                    Optional.empty(),
                    new Refusal(
                            Kind.LIMIT_REACHED,
                            new Objection(
                                    Reason.CHANNEL_FULL,
                                    "The maximum of " + limit + " members in this presence channel is reached")));
        }

        State with(Optional<CachedEvent> lastEvent) {
            return new State(roster, position, lastEvent, refusal);
        }

        /** As all subscribers of this node see it. */
        State seenBy(Subscription subscription) {
            return new State(subscription.withMissing(roster), position, cached, refusal);
        }

        /** As far as the subscriber knows after it has been greeted. */
        @Nullable
        Position reached() {
            Position cachedAt = cached.map(CachedEvent::position).orElse(null);
            return cachedAt != null && (position == null || cachedAt.isAfter(position)) ? cachedAt : position;
        }
    }
}
