package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Publication;
import io.carillon.backplane.Retention;
import io.carillon.backplane.meter.Utf8;
import io.carillon.broker.channel.ChannelAuthorizer;
import io.carillon.broker.channel.Channels;
import io.carillon.broker.channel.Keys;
import io.carillon.broker.channel.Loop;
import io.carillon.broker.channel.Outlet;
import io.carillon.broker.channel.Subscriber;
import io.carillon.broker.channel.Subscription;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A client that speaks the Pusher protocol. Belongs to its loop: all methods but {@link #loop} are called there. */
final class PusherConnection implements Connection, Subscriber {

    /** This client listens for a subscription error under another name than all the others. */
    private static final String DOTNET_CLIENT = "pusher-dotnet-client";

    private final SocketId socketId;
    private final boolean dotnet;
    private final ClientLink link;
    private final Channels channels;
    private final Backplane backplane;
    private final BrokerMetrics metrics;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Consumer<PusherConnection> departed;

    private final Map<ChannelName, Subscription> subscriptions = new HashMap<>(2);
    // Which key those subscriptions stand on that stand on another than the connection: nearly always none.
    private Map<ChannelName, AppKey> signedByOthers = Map.of();
    private App app;
    private KeyPair pair;
    private boolean gone;
    private @Nullable RateLimit subscribeRate;
    private @Nullable ClientEvents clientEvents;
    private @Nullable Signin signin;
    private Loop.@Nullable Timer authorizationDeadline;

    PusherConnection(
            App app,
            KeyPair pair,
            SocketId socketId,
            Handshake handshake,
            ClientLink link,
            Channels channels,
            Backplane backplane,
            BrokerMetrics metrics,
            LongSupplier nanos,
            InstantSource clock,
            Consumer<PusherConnection> departed) {
        this.app = app;
        this.pair = pair;
        this.socketId = socketId;
        this.dotnet = DOTNET_CLIENT.equals(handshake.client());
        this.link = link;
        this.channels = channels;
        this.backplane = backplane;
        this.metrics = metrics;
        this.nanos = nanos;
        this.clock = clock;
        this.departed = departed;
    }

    /** Says the first word, which no client lives without. */
    void greet() {
        link.send(new ServerFrame.ConnectionEstablished(
                socketId, (int) app.options().activityTimeout().toSeconds()));
        Duration deadline = app.options().authorizationTimeout();
        if (!deadline.isZero()) {
            authorizationDeadline = link.loop()
                    .schedule(deadline, () -> end(CloseCode.UNAUTHORIZED, "Connection not authorized within timeout"));
        }
    }

    App app() {
        return app;
    }

    AppKey key() {
        return pair.key();
    }

    /** Lives on by the app's new rules, if they still let it. */
    void live(App now) {
        if (!now.limits().equals(app.limits())) {
            subscribeRate = null;
        }
        app = now;
        Admission.Refused refused = Admission.objection(now, key(), clock);
        if (refused != null) {
            end(refused.code(), refused.message());
            return;
        }
        KeyPair latest = now.pairOf(key());
        pair = latest == null ? pair : latest;
        review();
        if (signin != null) {
            signin.live(now);
        }
    }

    /** Each subscription lives on by the new rules, or ends with the only word there is for that: the connection has others. */
    private void review() {
        for (Subscription subscription : List.copyOf(subscriptions.values())) {
            ChannelName channel = subscription.channel().name();
            String objection = Keys.whyNotOn(channel, app, signedByOthers.getOrDefault(channel, key()), clock);
            if (objection == null) {
                subscription.live(app);
            } else {
                forget(channel);
                end(subscription);
                refuseSubscription(channel.value(), Kind.AUTH_ERROR, objection);
            }
        }
    }

    @Override
    public SocketId socketId() {
        return socketId;
    }

    @Override
    public Loop loop() {
        return link.loop();
    }

    @Override
    public Duration activityTimeout() {
        return app.options().activityTimeout();
    }

    // ---- what the client says; what it said before it heard that it was sent away comes to nothing

    @Override
    public void onSubscribe(ClientFrame.Subscribe frame) {
        if (gone) {
            return;
        }
        ChannelName channel = frame.channel();
        if (channel.type() == ChannelType.SERVER_TO_USER) {
            subscribeToOwnChannel(channel);
            return;
        }
        if (subscriptions.containsKey(channel)) {
            link.send(Refusals.existingSubscription(channel));
            return;
        }
        String overLimit = overSubscriptionLimit();
        if (overLimit != null) {
            refuseSubscription(channel.value(), Kind.LIMIT_REACHED, overLimit);
            return;
        }
        ChannelAuthorizer.Decision decision =
                ChannelAuthorizer.decide(app, key(), socketId, frame, signin == null ? null : signin.user(), clock);
        if (decision instanceof ChannelAuthorizer.Denied denied) {
            refuseSubscription(channel.value(), denied.kind(), denied.message());
        } else {
            subscribe(channel, (ChannelAuthorizer.Allowed) decision);
        }
    }

    private void subscribe(ChannelName channel, ChannelAuthorizer.Allowed allowed) {
        if (channel.type().needsAuthorization()) {
            authorized();
        }
        Subscription subscription = channels.subscribe(this, app, channel, allowed.member(), refusal -> {
            forget(channel);
            refuseSubscription(channel.value(), refusal.kind(), refusal.message());
        });
        if (!subscription.isEnded()) {
            subscriptions.put(channel, subscription);
            remember(channel, allowed.by());
        }
    }

    private void remember(ChannelName channel, AppKey by) {
        if (!by.equals(key())) {
            if (signedByOthers.isEmpty()) {
                signedByOthers = new HashMap<>(2);
            }
            signedByOthers.put(channel, by);
        }
    }

    private @Nullable Subscription forget(ChannelName channel) {
        if (!signedByOthers.isEmpty()) {
            signedByOthers.remove(channel);
        }
        return subscriptions.remove(channel);
    }

    /** What is sent to a user reaches it without a subscription, but libraries wait for the answer to theirs. */
    private void subscribeToOwnChannel(ChannelName channel) {
        if (signin == null || !signin.owns(channel)) {
            refuseSubscription(
                    channel.value(),
                    Kind.AUTH_ERROR,
                    "Channel " + channel + " belongs to a user: sign in as that user first");
        } else if (signin.isSubscribed()) {
            link.send(Refusals.existingSubscription(channel));
        } else {
            signin.subscribed(true);
            link.send(new ServerFrame.SubscriptionSucceeded(channel));
        }
    }

    private @Nullable String overSubscriptionLimit() {
        int most = app.limits().channelsPerConnection();
        if (subscriptions.size() >= most) {
            return "This connection has " + most + " subscriptions, which is the limit; unsubscribe from some first";
        }
        RateLimit rate = subscribeRate;
        if (rate == null) {
            // A client that comes back subscribes to all that it had at once.
            rate = new RateLimit(app.limits().subscribesPerSecond(), most);
            subscribeRate = rate;
        }
        return rate.allows(nanos.getAsLong())
                ? null
                : "Subscribing too fast: this app allows " + app.limits().subscribesPerSecond()
                        + " subscriptions per second on a connection";
    }

    private void refuseSubscription(String channel, Kind kind, String message) {
        metrics.subscriptionsRefused.increment();
        link.send(
                dotnet
                        ? new ServerFrame.InternalSubscriptionError(channel, kind, message)
                        : new ServerFrame.SubscriptionError(channel, kind, message));
        link.send(new ServerFrame.Error(CloseCode.UNAUTHORIZED.code(), message, channel));
    }

    @Override
    public void onUnsubscribe(ClientFrame.Unsubscribe frame) {
        ChannelName channel = frame.channel();
        if (signin != null && signin.owns(channel) && signin.isSubscribed()) {
            signin.subscribed(false);
            return;
        }
        Subscription subscription = forget(channel);
        if (subscription == null) {
            link.send(Refusals.noSubscription(channel));
        } else {
            end(subscription);
        }
    }

    private void end(Subscription subscription) {
        if (subscription.isLive()) {
            metrics.subscriptionsEnded.increment();
        }
        subscription.end();
    }

    @Override
    public void onPing() {
        link.send(new ServerFrame.Pong());
    }

    @Override
    public void onPong() {
        // A sign of life, which the link has noticed already.
    }

    @Override
    public void onSignin(ClientFrame.Signin frame) {
        if (gone) {
            return;
        }
        Signin current = signin;
        if (current == null) {
            current = new Signin(this, link, channels, clock);
            signin = current;
        }
        current.attempt(app, frame);
    }

    /** The connection has shown whose it is, so it may stay as long as it likes. */
    void authorized() {
        if (authorizationDeadline != null) {
            authorizationDeadline.cancel();
            authorizationDeadline = null;
        }
    }

    @Override
    public void onClientEvent(ClientFrame.ClientEvent frame) {
        if (gone) {
            return;
        }
        ClientEvents rules = clientEvents;
        if (rules == null) {
            rules = new ClientEvents(clock);
            clientEvents = rules;
        }
        Subscription subscription = liveSubscription(frame.channel());
        ServerFrame.Error refusal = rules.refusal(
                app,
                pair,
                frame,
                subscription == null ? null : subscription.channel().name(),
                nanos.getAsLong());
        if (refusal != null) {
            metrics.clientEventsRejected.increment();
            link.send(refusal);
        } else if (subscription != null && frame.data() != null) {
            publish(frame.event(), frame.data(), subscription);
        }
    }

    private @Nullable Subscription liveSubscription(@Nullable String channel) {
        if (channel == null || subscriptions.isEmpty()) {
            return null;
        }
        try {
            Subscription subscription = subscriptions.get(ChannelName.of(channel));
            return subscription != null && subscription.isLive() ? subscription : null;
        } catch (InvalidValueException noSuchChannel) {
            return null;
        }
    }

    private void publish(String event, String data, Subscription subscription) {
        AppChannel channel = subscription.channel();
        Member sender = subscription.member();
        UserId user = sender == null ? null : sender.id();
        metrics.clientEventsPublished.increment();
        backplane
                .publish(new Publication(channel, event, data, socketId, user, Retention.NONE, null))
                .whenComplete((outcome, failure) -> {
                    if (failure == null) {
                        subscription.meter().in(Utf8.length(data));
                    } else {
                        loop().execute(() -> link.send(
                                Refusals.clientEventUnavailable(channel.name().value())));
                    }
                });
    }

    @Override
    public void onUnknown(ClientFrame.Unknown frame) {
        link.send(
                ServerFrame.Error.of(
                        "Unknown event " + InvalidValueException.quote(frame.event())
                                + ": a client may send pusher:subscribe, pusher:unsubscribe, pusher:ping, pusher:pong, pusher:signin and events whose names begin with client-"));
    }

    @Override
    public void onMalformed(ClientFrame.Malformed frame) {
        metrics.messagesMalformed.increment();
        String channel = frame.subscribing();
        if (channel != null) {
            boolean named = frame.reason().code().startsWith("channel_name_");
            refuseSubscription(
                    channel,
                    named ? Kind.NAME_INVALID : Kind.AUTH_ERROR,
                    frame.reason().getMessage());
        } else {
            link.send(ServerFrame.Error.of(frame.reason().getMessage()));
        }
    }

    @Override
    public void onBinary() {
        metrics.binaryMessagesIgnored.increment();
    }

    // ---- what the client hears

    @Override
    public void hear(ServerFrame frame) {
        link.send(frame);
    }

    @Override
    public Outlet outlet() {
        return link;
    }

    // ---- the end

    @Override
    public void terminate() {
        end(CloseCode.UNAUTHORIZED, "You got disconnected by the app.");
    }

    @Override
    public void end(CloseCode code, String reason) {
        if (!gone) {
            link.send(new ServerFrame.Error(code.code(), reason, null));
            link.close(code, reason);
            depart();
        }
    }

    @Override
    public void depart() {
        if (gone) {
            return;
        }
        gone = true;
        authorized();
        List.copyOf(subscriptions.values()).forEach(this::end);
        subscriptions.clear();
        if (signin != null) {
            signin.end();
        }
        departed.accept(this);
    }
}
