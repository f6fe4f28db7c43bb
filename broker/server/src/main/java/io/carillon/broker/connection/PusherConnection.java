package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Publication;
import io.carillon.backplane.Retention;
import io.carillon.backplane.meter.Utf8;
import io.carillon.broker.channel.ChannelAuthorizer;
import io.carillon.broker.channel.Loop;
import io.carillon.broker.channel.Outlet;
import io.carillon.broker.channel.SignedJson;
import io.carillon.broker.channel.Standing;
import io.carillon.broker.channel.Subscriber;
import io.carillon.broker.channel.Subscription;
import io.carillon.broker.channel.Tokens;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Reason;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import io.carillon.token.ConnectionToken;
import io.carillon.token.Verification;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that speaks the Pusher protocol. Belongs to its loop: all methods but {@link #loop} are called there. */
final class PusherConnection implements Connection, Subscriber {

    /** This client listens for a subscription error under another name than all the others. */
    private static final String DOTNET_CLIENT = "pusher-dotnet-client";

    private static final int BAD_TOKENS = 3;

    private final SocketId socketId;
    private final boolean dotnet;
    private final ClientLink link;
    private final Services services;
    private final Consumer<PusherConnection> departed;
    private final Credentials credentials;

    private final Map<ChannelName, Subscription> subscriptions = new HashMap<>(2);
    // Those whose token is being verified: nearly always none.
    private Set<ChannelName> awaited = Set.of();
    private App app;
    private boolean gone;
    // Clients of our making, or of somebody's who reads our documents: pusher-js fails at a sign-in that it did not ask
    // for.
    private final boolean expectsSignin;
    private boolean extras;
    private int badTokens;
    private @Nullable RateLimit subscribeRate;
    private @Nullable ClientEvents clientEvents;
    private @Nullable Signin signin;
    private @Nullable Expiry expiry;
    private Loop.@Nullable Timer authorizationDeadline;

    PusherConnection(
            App app,
            KeyPair pair,
            SocketId socketId,
            Handshake handshake,
            ClientLink link,
            Services services,
            Consumer<PusherConnection> departed) {
        this.app = app;
        this.credentials = new Credentials(pair);
        this.socketId = socketId;
        this.dotnet = DOTNET_CLIENT.equals(handshake.client());
        this.expectsSignin = handshake.extras() || handshake.token() != null;
        this.extras = handshake.extras();
        this.link = link;
        this.services = services;
        this.departed = departed;
    }

    /**
     * Says the first word, which no client lives without.
     *
     * @param token what the client came with; null if nothing
     */
    void greet(@Nullable ConnectionToken token) {
        link.send(new ServerFrame.ConnectionEstablished(
                socketId, (int) app.options().activityTimeout().toSeconds()));
        Duration deadline = app.options().authorizationTimeout();
        if (token != null) {
            adopt(new Standing.OnToken(token), true);
        } else if (!deadline.isZero()) {
            authorizationDeadline = link.loop()
                    .schedule(
                            deadline,
                            () -> end(
                                    CloseCode.UNAUTHORIZED,
                                    new Objection(
                                            Reason.AUTHORIZATION_TIMEOUT, "Connection not authorized within timeout")));
        }
    }

    App app() {
        return app;
    }

    AppKey key() {
        return credentials.key().key();
    }

    private InstantSource clock() {
        return services.clock();
    }

    /** Lives on by the app's new rules, if they still let it. */
    void live(App now) {
        if (!now.limits().equals(app.limits())) {
            subscribeRate = null;
        }
        App before = app;
        app = now;
        Admission.Refused refused = Admission.objection(now, key(), clock());
        if (refused != null) {
            end(refused.code(), refused.message(), refused.reason());
            return;
        }
        credentials.live(now);
        Standing.OnToken token = credentials.token();
        Objection ended = token == null ? null : Tokens.whyNotAnyMore(before, now, token.token(), clock());
        if (ended != null) {
            end(TokenRefusal.ending(ended), ended);
            return;
        }
        review(before);
        if (signin != null) {
            signin.live(now);
        }
    }

    /** Each subscription lives on by the new rules, or ends with the only word there is for that: the connection has others. */
    private void review(App before) {
        for (Subscription subscription : List.copyOf(subscriptions.values())) {
            ChannelName channel = subscription.channel().name();
            Objection objection = whyNotAnyMore(subscription, before);
            if (objection == null) {
                subscription.live(app);
            } else {
                forget(channel);
                end(subscription);
                refuseSubscription(channel.value(), Kind.AUTH_ERROR, objection);
            }
        }
        watchTokens();
    }

    private @Nullable Objection whyNotAnyMore(Subscription subscription, App before) {
        ChannelName channel = subscription.channel().name();
        Standing standing = credentials.of(channel);
        Objection objection = standing.whyNotOn(channel, app, clock());
        if (objection != null) {
            return objection;
        }
        if (standing instanceof Standing.OnToken shown) {
            return Tokens.whyNotAnyMore(before, app, shown.token(), clock());
        }
        Member member = subscription.member();
        return member == null || app.revocations().isEmpty()
                ? null
                : Tokens.whyNotUser(app, member.id(), credentials.signedAt(), clock().instant());
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
        if (subscriptions.containsKey(channel) || awaited.contains(channel)) {
            tell(Refusals.existingSubscription(channel));
            return;
        }
        Objection overLimit = overSubscriptionLimit();
        if (overLimit != null) {
            refuseSubscription(channel.value(), Kind.LIMIT_REACHED, overLimit);
            return;
        }
        String auth = frame.auth();
        if (auth != null && isToken(auth)) {
            subscribeByToken(frame, auth);
        } else {
            decided(
                    frame,
                    ChannelAuthorizer.decide(
                            app,
                            credentials.key(),
                            credentials.token(),
                            socketId,
                            frame,
                            signin == null ? null : signin.user(),
                            clock()));
        }
    }

    /** A JWT has full stops and no colon, and with a signature it is the other way round. */
    private static boolean isToken(String auth) {
        return auth.indexOf(':') < 0 && auth.indexOf('.') >= 0;
    }

    private void decided(ClientFrame.Subscribe frame, ChannelAuthorizer.Decision decision) {
        if (decision instanceof ChannelAuthorizer.Denied denied) {
            refuseSubscription(frame.channel().value(), denied.kind(), denied.objection());
        } else {
            subscribe(frame.channel(), (ChannelAuthorizer.Allowed) decision);
        }
    }

    private void subscribe(ChannelName channel, ChannelAuthorizer.Allowed allowed) {
        if (channel.type().needsAuthorization()) {
            authorized();
        }
        if (allowed.member() != null && allowed.by() instanceof Standing.OnKey) {
            credentials.signed(clock().instant());
        }
        Subscription subscription = services.channels().subscribe(this, app, channel, allowed.member(), refusal -> {
            forget(channel);
            refuseSubscription(channel.value(), refusal.kind(), refusal.objection());
        });
        if (!subscription.isEnded()) {
            subscriptions.put(channel, subscription);
            credentials.remember(channel, allowed.by());
        }
    }

    private @Nullable Subscription forget(ChannelName channel) {
        credentials.forget(channel);
        return subscriptions.remove(channel);
    }

    // ---- tokens

    @Override
    public void onToken(ClientFrame.Token frame) {
        if (gone) {
            return;
        }
        extras = true;
        show(
                frame.token(),
                shown -> {
                    tell(new ServerFrame.TokenAccepted(shown.expiresAt().getEpochSecond(), shown.user()));
                    adopt(new Standing.OnToken(shown), expectsSignin);
                },
                this::refuseToken);
    }

    /** Guessing is not for free: the third bad token in a row ends the connection. */
    private void refuseToken(Objection objection) {
        badTokens++;
        if (badTokens >= BAD_TOKENS) {
            end(CloseCode.TOKEN_REFUSED, objection);
        } else {
            tell(new ServerFrame.Error(CloseCode.TOKEN_REFUSED.code(), objection.words(), null, objection.reason()));
        }
    }

    /** Has a token verified. One of the two is called, at once or later on this loop; neither once the connection is gone. */
    private void show(String token, Consumer<ConnectionToken> good, Consumer<Objection> bad) {
        services.tokens()
                .verify(token, app)
                .whenComplete((verification, failure) -> onLoop(() -> {
                    if (gone) {
                        return;
                    }
                    if (failure != null) {
                        bad.accept(TokenRefusal.unavailable().objection());
                    } else if (verification instanceof Verification.Refused refused) {
                        bad.accept(TokenRefusal.of(refused).objection());
                    } else {
                        ConnectionToken shown = ((Verification.Verified) verification).token();
                        Objection objection = whyNotMine(shown);
                        if (objection == null) {
                            badTokens = 0;
                            good.accept(shown);
                        } else {
                            bad.accept(objection);
                        }
                    }
                }));
    }

    private void onLoop(Runnable task) {
        if (loop().isCurrent()) {
            task.run();
        } else {
            loop().execute(task);
        }
    }

    private @Nullable Objection whyNotMine(ConnectionToken shown) {
        Objection objection = Tokens.whyNotAtAll(app, shown, clock());
        if (objection != null) {
            return objection;
        }
        UserId mine = user();
        return mine == null || mine.equals(shown.user())
                ? null
                : new Objection(
                        Reason.TOKEN_USER_DIFFERS,
                        "This connection is user " + mine
                                + "'s, and the token is not: open a new connection for another user");
    }

    private @Nullable UserId user() {
        SignedJson.User signedIn = signin == null ? null : signin.user();
        if (signedIn != null) {
            return signedIn.id();
        }
        Standing.OnToken token = credentials.token();
        return token == null ? null : token.token().user();
    }

    /**
     * From now on this is the connection's token; what it does not cover ends.
     *
     * @param tellsSignin whether the client is told if this signs it in
     */
    private void adopt(Standing.OnToken shown, boolean tellsSignin) {
        extras = true;
        authorized();
        credentials.take(app, shown, subscriptions.keySet());
        review(app);
        if (shown.token().user() != null && app.options().userEvents()) {
            signin().byToken(app, shown.token(), tellsSignin);
        }
    }

    private void watchTokens() {
        ConnectionToken first = credentials.firstToEnd();
        if (expiry == null && first != null) {
            expiry =
                    new Expiry(loop(), clock(), this::tell, token -> end(CloseCode.TOKEN_ENDED, Tokens.expired(token)));
        }
        if (expiry != null) {
            expiry.watch(first);
        }
    }

    private void subscribeByToken(ClientFrame.Subscribe frame, String token) {
        ChannelName channel = frame.channel();
        if (awaited.isEmpty()) {
            awaited = new HashSet<>(2);
        }
        awaited.add(channel);
        show(
                token,
                shown -> {
                    if (awaited.remove(channel)) {
                        subscribeBy(credentials.of(shown), frame);
                    }
                },
                objection -> {
                    if (awaited.remove(channel)) {
                        extras = true;
                        refuseSubscription(channel.value(), Kind.AUTH_ERROR, objection);
                    }
                });
    }

    private void subscribeBy(Standing.OnToken shown, ClientFrame.Subscribe frame) {
        extras = true;
        ChannelAuthorizer.Decision decision = ChannelAuthorizer.decide(app, shown, frame, clock());
        if (credentials.token() == null && decision instanceof ChannelAuthorizer.Allowed) {
            adopt(shown, expectsSignin);
        }
        decided(frame, decision);
        watchTokens();
    }

    private void signInBy(ConnectionToken shown, ClientFrame.Signin frame) {
        UserId named;
        try {
            named = SignedJson.user(frame.userData()).id();
        } catch (InvalidValueException invalid) {
            signin().fail(Objection.to(invalid));
            return;
        }
        if (!named.equals(shown.user())) {
            signin().fail(new Objection(
                    Reason.TOKEN_USER_DIFFERS,
                    "user_data names another user than the token, which is for " + shown.user()));
            return;
        }
        boolean again = signin().user() != null;
        adopt(credentials.of(shown), true);
        if (again) {
            tell(new ServerFrame.SigninSuccess(Signin.userData(shown)));
        }
    }

    /** What is sent to a user reaches it without a subscription, but libraries wait for the answer to theirs. */
    private void subscribeToOwnChannel(ChannelName channel) {
        if (signin == null || !signin.owns(channel)) {
            refuseSubscription(
                    channel.value(),
                    Kind.AUTH_ERROR,
                    new Objection(
                            Reason.USER_NOT_SIGNED_IN,
                            "Channel " + channel + " belongs to a user: sign in as that user first"));
        } else if (signin.isSubscribed()) {
            tell(Refusals.existingSubscription(channel));
        } else {
            signin.subscribed(true);
            link.send(new ServerFrame.SubscriptionSucceeded(channel));
        }
    }

    private @Nullable Objection overSubscriptionLimit() {
        int most = app.limits().channelsPerConnection();
        if (subscriptions.size() + awaited.size() >= most) {
            return new Objection(
                    Reason.SUBSCRIPTIONS_OVER_LIMIT,
                    "This connection has " + most + " subscriptions, which is the limit; unsubscribe from some first");
        }
        RateLimit rate = subscribeRate;
        if (rate == null) {
            // A client that comes back subscribes to all that it had at once.
            rate = new RateLimit(app.limits().subscribesPerSecond(), most);
            subscribeRate = rate;
        }
        return rate.allows(services.nanos().getAsLong())
                ? null
                : new Objection(
                        Reason.SUBSCRIBE_RATE,
                        "Subscribing too fast: this app allows " + app.limits().subscribesPerSecond()
                                + " subscriptions per second on a connection");
    }

    private void refuseSubscription(String channel, Kind kind, Objection objection) {
        services.metrics().subscriptionsRefused.increment();
        String words = objection.words();
        tell(
                dotnet
                        ? new ServerFrame.InternalSubscriptionError(channel, kind, words)
                        : new ServerFrame.SubscriptionError(channel, kind, words, objection.reason()));
        tell(new ServerFrame.Error(CloseCode.UNAUTHORIZED.code(), words, channel, objection.reason()));
    }

    @Override
    public void onUnsubscribe(ClientFrame.Unsubscribe frame) {
        ChannelName channel = frame.channel();
        if (signin != null && signin.owns(channel) && signin.isSubscribed()) {
            signin.subscribed(false);
            return;
        }
        Subscription subscription = forget(channel);
        if (subscription == null && !awaited.isEmpty() && awaited.remove(channel)) {
            return;
        }
        if (subscription == null) {
            tell(Refusals.noSubscription(channel));
        } else {
            end(subscription);
        }
    }

    private void end(Subscription subscription) {
        if (subscription.isLive()) {
            services.metrics().subscriptionsEnded.increment();
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
        if (!isToken(frame.auth())) {
            signin().attempt(app, frame);
        } else if (signin().isPossible(app)) {
            show(frame.auth(), shown -> signInBy(shown, frame), objection -> {
                extras = true;
                signin().fail(objection);
            });
        }
    }

    private Signin signin() {
        Signin current = signin;
        if (current == null) {
            current = new Signin(this, services.channels(), clock());
            signin = current;
        }
        return current;
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
            rules = new ClientEvents(clock());
            clientEvents = rules;
        }
        Subscription subscription = liveSubscription(frame.channel());
        ServerFrame.Error refusal = rules.refusal(
                app,
                credentials.pair(),
                subscription == null
                        ? null
                        : credentials.of(subscription.channel().name()),
                frame,
                subscription == null ? null : subscription.channel().name(),
                services.nanos().getAsLong());
        if (refusal != null) {
            services.metrics().clientEventsRejected.increment();
            tell(refusal);
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
        services.metrics().clientEventsPublished.increment();
        services.backplane()
                .publish(new Publication(channel, event, data, socketId, user, Retention.NONE, null))
                .whenComplete((outcome, failure) -> {
                    if (failure == null) {
                        subscription.meter().in(Utf8.length(data));
                    } else {
                        loop().execute(() -> tell(
                                Refusals.clientEventUnavailable(channel.name().value())));
                    }
                });
    }

    @Override
    public void onUnknown(ClientFrame.Unknown frame) {
        tell(new ServerFrame.Error(
                null,
                "Unknown event " + InvalidValueException.quote(frame.event())
                        + ": a client may send pusher:subscribe, pusher:unsubscribe, pusher:ping, pusher:pong, pusher:signin and events whose names begin with client-",
                null,
                Reason.EVENT_UNKNOWN.code()));
    }

    @Override
    public void onMalformed(ClientFrame.Malformed frame) {
        services.metrics().messagesMalformed.increment();
        String channel = frame.subscribing();
        if (channel != null) {
            boolean named = frame.reason().code().startsWith("channel_name_");
            refuseSubscription(channel, named ? Kind.NAME_INVALID : Kind.AUTH_ERROR, Objection.to(frame.reason()));
        } else {
            tell(new ServerFrame.Error(
                    null, frame.reason().getMessage(), null, frame.reason().code()));
        }
    }

    @Override
    public void onBinary() {
        services.metrics().binaryMessagesIgnored.increment();
    }

    // ---- what the client hears

    @Override
    public void hear(ServerFrame frame) {
        link.send(frame);
    }

    /** Says something that may have more to it than Pusher's clients know. */
    void tell(ServerFrame frame) {
        link.send(extras ? frame : frame.withoutExtras());
    }

    @Override
    public Outlet outlet() {
        return link;
    }

    // ---- the end

    @Override
    public void terminate() {
        end(CloseCode.UNAUTHORIZED, new Objection(Reason.DISCONNECTED_BY_APP, "You got disconnected by the app."));
    }

    void end(CloseCode code, Objection objection) {
        end(code, objection.words(), objection.reason());
    }

    @Override
    public void end(CloseCode code, String words) {
        end(code, words, null);
    }

    private void end(CloseCode code, String words, @Nullable String reason) {
        if (!gone) {
            tell(new ServerFrame.Error(code.code(), words, null, reason));
            link.close(code, words);
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
        if (expiry != null) {
            expiry.end();
        }
        List.copyOf(subscriptions.values()).forEach(this::end);
        subscriptions.clear();
        if (signin != null) {
            signin.end();
        }
        departed.accept(this);
    }
}
