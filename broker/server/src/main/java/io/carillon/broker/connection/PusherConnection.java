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
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that speaks the Pusher protocol. Belongs to its loop: all methods but {@link #loop} are called there. */
final class PusherConnection implements Connection, Subscriber {

    private static final String DOTNET_CLIENT = "pusher-dotnet-client";

    private final SocketId socketId;
    private final ClientLink link;
    private final Services services;
    private final Consumer<PusherConnection> departed;
    private final Credentials credentials;
    private final Subscriptions subscriptions;

    private App app;
    private boolean gone;
    // Others than those fail at a sign-in that they did not ask for, as pusher-js does.
    private final boolean expectsSignin;
    private boolean extras;
    private @Nullable ClientEvents clientEvents;
    private @Nullable Signin signin;
    private @Nullable ShownTokens tokens;
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
        this.subscriptions = new Subscriptions(this, services, credentials, DOTNET_CLIENT.equals(handshake.client()));
        this.socketId = socketId;
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
            adopt(new Standing.OnToken(token));
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
            subscriptions.limitsChanged();
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

    private void review(App before) {
        subscriptions.review(before);
        if (tokens != null) {
            tokens.watch();
        }
    }

    /** Who it is; null if it has not said. */
    @Nullable
    UserId user() {
        SignedJson.User signedIn = signin == null ? null : signin.user();
        if (signedIn != null) {
            return signedIn.id();
        }
        Standing.OnToken token = credentials.token();
        return token == null ? null : token.token().user();
    }

    boolean isGone() {
        return gone;
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
        if (!subscriptions.mayBegin(channel)) {
            return;
        }
        String auth = frame.auth();
        if (auth != null && ShownTokens.isToken(auth)) {
            subscribeByToken(frame, auth);
        } else {
            subscriptions.begin(
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

    private void subscribeByToken(ClientFrame.Subscribe frame, String token) {
        ChannelName channel = frame.channel();
        subscriptions.await(channel);
        tokens().show(
                        token,
                        shown -> {
                            if (subscriptions.awaited(channel)) {
                                subscribeBy(credentials.of(shown), frame);
                            }
                        },
                        objection -> {
                            if (subscriptions.awaited(channel)) {
                                extras = true;
                                subscriptions.refuse(channel.value(), Kind.AUTH_ERROR, objection);
                            }
                        });
    }

    private void subscribeBy(Standing.OnToken shown, ClientFrame.Subscribe frame) {
        extras = true;
        ChannelAuthorizer.Decision decision = ChannelAuthorizer.decide(app, shown, frame, clock());
        if (credentials.token() == null && decision instanceof ChannelAuthorizer.Allowed) {
            adopt(shown);
        }
        subscriptions.begin(frame, decision);
        tokens().watch();
    }

    @Override
    public void onToken(ClientFrame.Token frame) {
        if (!gone) {
            extras = true;
            tokens().refresh(frame.token());
        }
    }

    private ShownTokens tokens() {
        ShownTokens current = tokens;
        if (current == null) {
            current = new ShownTokens(this, services, credentials);
            tokens = current;
        }
        return current;
    }

    /** From now on this is the connection's token; what it does not cover ends. */
    void adopt(Standing.OnToken shown) {
        adopt(shown, expectsSignin);
    }

    private void adopt(Standing.OnToken shown, boolean tellsSignin) {
        extras = true;
        authorized();
        credentials.take(app, shown, subscriptions.channels());
        subscriptions.review(app);
        tokens().watch();
        if (shown.token().user() != null && app.options().userEvents()) {
            signin().byToken(app, shown.token(), tellsSignin);
        }
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
            subscriptions.refuse(
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

    @Override
    public void onUnsubscribe(ClientFrame.Unsubscribe frame) {
        ChannelName channel = frame.channel();
        if (signin != null && signin.owns(channel) && signin.isSubscribed()) {
            signin.subscribed(false);
            return;
        }
        subscriptions.end(channel);
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
        if (!ShownTokens.isToken(frame.auth())) {
            signin().attempt(app, frame);
        } else if (signin().isPossible(app)) {
            tokens().show(frame.auth(), shown -> signInBy(shown, frame), objection -> {
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
        Subscription subscription = subscriptions.live(frame.channel());
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
            subscriptions.refuse(channel, named ? Kind.NAME_INVALID : Kind.AUTH_ERROR, Objection.to(frame.reason()));
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
        if (tokens != null) {
            tokens.end();
        }
        subscriptions.endAll();
        if (signin != null) {
            signin.end();
        }
        departed.accept(this);
    }
}
