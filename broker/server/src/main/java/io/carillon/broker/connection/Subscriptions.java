package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.broker.channel.ChannelAuthorizer;
import io.carillon.broker.channel.Standing;
import io.carillon.broker.channel.Subscription;
import io.carillon.broker.channel.Tokens;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.Member;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Reason;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one connection is subscribed to: begun, looked at again, and ended. Belongs to the connection's loop. */
final class Subscriptions {

    private final PusherConnection connection;
    private final Services services;
    private final Credentials credentials;
    // This client listens for a subscription error under another name than all the others.
    private final boolean dotnet;

    // By the channel's name as clients write it: with each client event it is asked for.
    private final Map<String, Subscription> subscriptions = new HashMap<>(2);
    // Those whose token is being verified: nearly always none.
    private Set<ChannelName> awaited = Set.of();
    private @Nullable RateLimit rate;

    Subscriptions(PusherConnection connection, Services services, Credentials credentials, boolean dotnet) {
        this.connection = connection;
        this.services = services;
        this.credentials = credentials;
        this.dotnet = dotnet;
    }

    /** The subscription to a channel of this name, if it is live; null otherwise. */
    @Nullable
    Subscription live(@Nullable String channel) {
        Subscription subscription = channel == null ? null : subscriptions.get(channel);
        return subscription != null && subscription.isLive() ? subscription : null;
    }

    List<ChannelName> channels() {
        return subscriptions.values().stream()
                .map(subscription -> subscription.channel().name())
                .toList();
    }

    // ---- the beginning

    /**
     * Whether one more can begin; the client is told if not.
     *
     * @param channel none of a user
     */
    boolean mayBegin(ChannelName channel) {
        if (subscriptions.containsKey(channel.value()) || awaited.contains(channel)) {
            connection.tell(Refusals.existingSubscription(channel));
            return false;
        }
        Objection overLimit = overLimit();
        if (overLimit != null) {
            refuse(channel.value(), Kind.LIMIT_REACHED, overLimit);
        }
        return overLimit == null;
    }

    private @Nullable Objection overLimit() {
        App app = connection.app();
        int most = app.limits().channelsPerConnection();
        if (subscriptions.size() + awaited.size() >= most) {
            return new Objection(
                    Reason.SUBSCRIPTIONS_OVER_LIMIT,
                    "This connection has " + most + " subscriptions, which is the limit; unsubscribe from some first");
        }
        RateLimit now = rate;
        if (now == null) {
            // A client that comes back subscribes to all that it had at once.
            now = new RateLimit(app.limits().subscribesPerSecond(), most);
            rate = now;
        }
        return now.allows(services.nanos().getAsLong())
                ? null
                : new Objection(
                        Reason.SUBSCRIBE_RATE,
                        "Subscribing too fast: this app allows " + app.limits().subscribesPerSecond()
                                + " subscriptions per second on a connection");
    }

    /** The token that a subscription came with is being verified. */
    void await(ChannelName channel) {
        if (awaited.isEmpty()) {
            awaited = new HashSet<>(2);
        }
        awaited.add(channel);
    }

    /** It was: true if the client still wants the subscription. */
    boolean awaited(ChannelName channel) {
        return awaited.remove(channel);
    }

    /** Does what was decided. */
    void begin(ClientFrame.Subscribe frame, ChannelAuthorizer.Decision decision) {
        if (decision instanceof ChannelAuthorizer.Denied denied) {
            refuse(frame.channel().value(), denied.kind(), denied.objection());
        } else {
            begin(frame.channel(), (ChannelAuthorizer.Allowed) decision);
        }
    }

    private void begin(ChannelName channel, ChannelAuthorizer.Allowed allowed) {
        if (channel.type().needsAuthorization()) {
            connection.authorized();
        }
        if (allowed.member() != null && allowed.by() instanceof Standing.OnKey) {
            credentials.signed(services.clock().instant());
        }
        Subscription subscription = services.channels()
                .subscribe(connection, connection.app(), channel, allowed.member(), refusal -> {
                    forget(channel);
                    refuse(channel.value(), refusal.kind(), refusal.objection());
                });
        if (!subscription.isEnded()) {
            subscriptions.put(channel.value(), subscription);
            credentials.remember(channel, allowed.by());
        }
    }

    /**
     * Tells the client that there is no such subscription, or no more.
     *
     * @param channel as the client named it
     */
    void refuse(String channel, Kind kind, Objection objection) {
        services.metrics().subscriptionsRefused.increment();
        String words = objection.words();
        connection.tell(
                dotnet
                        ? new ServerFrame.InternalSubscriptionError(channel, kind, words)
                        : new ServerFrame.SubscriptionError(channel, kind, words, objection.reason()));
        connection.tell(new ServerFrame.Error(CloseCode.UNAUTHORIZED.code(), words, channel, objection.reason()));
    }

    // ---- what became of the app, or of a token

    /** The app's limits were changed. */
    void limitsChanged() {
        rate = null;
    }

    /**
     * Each lives on by what holds now, or ends with the only word there is for that: the connection has others.
     *
     * @param before the app as it was
     */
    void review(App before) {
        for (Subscription subscription : List.copyOf(subscriptions.values())) {
            ChannelName channel = subscription.channel().name();
            Objection objection = whyNotAnyMore(subscription, before);
            if (objection == null) {
                subscription.live(connection.app());
            } else {
                forget(channel);
                end(subscription);
                refuse(channel.value(), Kind.AUTH_ERROR, objection);
            }
        }
    }

    private @Nullable Objection whyNotAnyMore(Subscription subscription, App before) {
        App app = connection.app();
        ChannelName channel = subscription.channel().name();
        Standing standing = credentials.of(channel);
        Objection objection = standing.whyNotOn(channel, app, services.clock());
        if (objection != null) {
            return objection;
        }
        if (standing instanceof Standing.OnToken shown) {
            return Tokens.whyNotAnyMore(before, app, shown.token(), services.clock());
        }
        Member member = subscription.member();
        return member == null || app.revocations().isEmpty()
                ? null
                : Tokens.whyNotUser(
                        app,
                        member.id(),
                        credentials.signedAt(),
                        services.clock().instant());
    }

    // ---- the end

    /** Ends the one to this channel; the client is told if there is none. */
    void end(ChannelName channel) {
        Subscription subscription = forget(channel);
        if (subscription != null) {
            end(subscription);
        } else if (awaited.isEmpty() || !awaited.remove(channel)) {
            connection.tell(Refusals.noSubscription(channel));
        }
    }

    void endAll() {
        List.copyOf(subscriptions.values()).forEach(this::end);
        subscriptions.clear();
    }

    private void end(Subscription subscription) {
        if (subscription.isLive()) {
            services.metrics().subscriptionsEnded.increment();
        }
        subscription.end();
    }

    private @Nullable Subscription forget(ChannelName channel) {
        credentials.forget(channel);
        return subscriptions.remove(channel.value());
    }
}
