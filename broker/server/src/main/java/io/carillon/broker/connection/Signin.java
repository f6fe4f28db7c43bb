package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.broker.channel.Channels;
import io.carillon.broker.channel.Keys;
import io.carillon.broker.channel.SignedJson;
import io.carillon.broker.channel.Subscription;
import io.carillon.broker.channel.Watchlist;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.signature.AuthString;
import io.carillon.protocol.signature.Secret;
import io.carillon.protocol.signature.UserAuthentication;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who a connection has signed in as, and what comes of it. Belongs to the connection's loop. */
final class Signin {

    private static final int ATTEMPTS = 3;

    private final PusherConnection connection;
    private final ClientLink link;
    private final Channels channels;

    private final InstantSource clock;

    private int failures;
    private @Nullable AppKey signer;
    private SignedJson.@Nullable User user;
    private @Nullable ChannelName channel;
    private @Nullable Subscription presence;
    private @Nullable Watchlist watchlist;
    private boolean subscribed;

    Signin(PusherConnection connection, ClientLink link, Channels channels, InstantSource clock) {
        this.connection = connection;
        this.link = link;
        this.channels = channels;
        this.clock = clock;
    }

    /** Who it is; null until a sign-in succeeded. */
    SignedJson.@Nullable User user() {
        return user;
    }

    /** Whether this is the channel of the signed-in user. */
    boolean owns(ChannelName name) {
        return channel != null && channel.equals(name);
    }

    /** Whether the client has asked to be subscribed to its own channel. */
    boolean isSubscribed() {
        return subscribed;
    }

    void subscribed(boolean now) {
        subscribed = now;
    }

    void attempt(App app, ClientFrame.Signin frame) {
        if (!app.options().userEvents()) {
            link.send(ServerFrame.Error.of("To sign in users, you must enable user authentication for this app"));
            return;
        }
        SignedJson.User candidate;
        ChannelName own;
        AppKey by;
        try {
            AuthString auth = AuthString.of(frame.auth());
            by = auth.key();
            String denied = checkSignature(app, auth, frame.userData());
            if (denied != null) {
                fail(denied);
                return;
            }
            candidate = SignedJson.user(frame.userData());
            own = ChannelName.serverToUser(candidate.id());
        } catch (InvalidValueException invalid) {
            fail(invalid.getMessage());
            return;
        }
        if (user == null) {
            signer = by;
            begin(app, candidate, own, frame.userData());
        } else if (user.id().equals(candidate.id())) {
            link.send(new ServerFrame.SigninSuccess(frame.userData()));
        } else {
            refuse("This connection has signed in as another user already; open a new one to sign in again");
        }
    }

    private @Nullable String checkSignature(App app, AuthString auth, String userData) {
        Secret secret = app.secretOf(auth.key());
        if (secret == null) {
            return Refusals.invalidKey(auth.key().value());
        }
        String signed = UserAuthentication.textToSign(connection.socketId(), userData);
        return secret.verifies(signed, auth.signature())
                ? Keys.whyNotAtAll(app, auth.key(), clock)
                : Refusals.invalidSignature(signed, auth.signature());
    }

    /** The app was changed: who was vouched for by a key that no longer counts must be vouched for anew. */
    void live(App app) {
        String objection = user == null || signer == null ? null : Keys.whyNotAtAll(app, signer, clock);
        if (objection != null) {
            connection.end(CloseCode.RECONNECT, objection);
        }
    }

    private void begin(App app, SignedJson.User candidate, ChannelName own, String userData) {
        user = candidate;
        channel = own;
        connection.authorized();
        Runnable signedIn = () -> {
            link.send(new ServerFrame.SigninSuccess(userData));
            watch(app, candidate.watchlist());
        };
        presence = channels.signIn(connection, app, candidate.id(), signedIn, refusal -> {
            user = null;
            channel = null;
            presence = null;
            refuse(refusal.message());
        });
    }

    private void watch(App app, List<UserId> wanted) {
        int most = app.limits().watchedUsers();
        if (wanted.size() > most) {
            link.send(ServerFrame.Error.of(CloseCode.WATCHLIST_TOO_LONG, most));
        }
        List<UserId> watched = wanted.subList(0, Math.min(most, wanted.size()));
        if (!watched.isEmpty()) {
            watchlist = channels.watch(connection, app, watched);
        }
    }

    /** Guessing is not for free: the third bad attempt ends the connection. */
    private void fail(String message) {
        failures++;
        if (failures >= ATTEMPTS) {
            connection.end(CloseCode.UNAUTHORIZED, message);
        } else {
            refuse(message);
        }
    }

    private void refuse(String message) {
        link.send(new ServerFrame.Error(CloseCode.UNAUTHORIZED.code(), message, null));
    }

    void end() {
        if (watchlist != null) {
            watchlist.end();
            watchlist = null;
        }
        if (presence != null) {
            presence.end();
            presence = null;
        }
    }
}
