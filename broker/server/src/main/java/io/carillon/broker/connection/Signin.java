package io.carillon.broker.connection;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.carillon.backplane.App;
import io.carillon.broker.channel.Channels;
import io.carillon.broker.channel.Keys;
import io.carillon.broker.channel.SignedJson;
import io.carillon.broker.channel.Subscription;
import io.carillon.broker.channel.Tokens;
import io.carillon.broker.channel.Watchlist;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Reason;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.signature.AuthString;
import io.carillon.protocol.signature.Secret;
import io.carillon.protocol.signature.UserAuthentication;
import io.carillon.token.ConnectionToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who a connection has signed in as, and what comes of it. Belongs to the connection's loop. */
final class Signin {

    private static final int ATTEMPTS = 3;

    private final PusherConnection connection;
    private final Channels channels;
    private final InstantSource clock;

    private int failures;
    // Null if it was a token that said who the user is.
    private @Nullable AppKey signer;
    private Instant since = Instant.EPOCH;
    private SignedJson.@Nullable User user;
    private @Nullable ChannelName channel;
    private @Nullable Subscription presence;
    private @Nullable Watchlist watchlist;
    private boolean subscribed;

    Signin(PusherConnection connection, Channels channels, InstantSource clock) {
        this.connection = connection;
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

    /** Whether users may sign in at all; the client is told if they may not. */
    boolean isPossible(App app) {
        if (app.options().userEvents()) {
            return true;
        }
        connection.tell(new ServerFrame.Error(
                null,
                "To sign in users, you must enable user authentication for this app",
                null,
                Reason.USER_EVENTS_DISABLED.code()));
        return false;
    }

    /** By a signature. */
    void attempt(App app, ClientFrame.Signin frame) {
        if (!isPossible(app)) {
            return;
        }
        SignedJson.User candidate;
        ChannelName own;
        AppKey by;
        try {
            AuthString auth = AuthString.of(frame.auth());
            by = auth.key();
            Objection denied = checkSignature(app, auth, frame.userData());
            if (denied != null) {
                fail(denied);
                return;
            }
            candidate = SignedJson.user(frame.userData());
            own = ChannelName.serverToUser(candidate.id());
        } catch (InvalidValueException invalid) {
            fail(Objection.to(invalid));
            return;
        }
        Instant now = clock.instant();
        Objection blocked = Tokens.whyNotUser(app, candidate.id(), now, now);
        if (blocked != null) {
            connection.end(CloseCode.UNAUTHORIZED, blocked);
        } else if (user == null) {
            signer = by;
            since = now;
            begin(app, candidate, own, frame.userData());
        } else if (user.id().equals(candidate.id())) {
            signer = by;
            since = now;
            connection.tell(new ServerFrame.SigninSuccess(frame.userData()));
        } else {
            refuse(new Objection(
                    Reason.USER_DIFFERS,
                    "This connection has signed in as another user already; open a new one to sign in again"));
        }
    }

    /**
     * By a token that was verified and is not another user's than the connection. A user whom no event can reach is not signed in.
     *
     * @param told whether the client expects to hear of it
     */
    void byToken(App app, ConnectionToken token, boolean told) {
        UserId id = token.user();
        if (id == null || user != null || !app.options().userEvents()) {
            return;
        }
        ChannelName own;
        try {
            own = ChannelName.serverToUser(id);
        } catch (InvalidValueException unreachable) {
            return;
        }
        begin(app, new SignedJson.User(id, token.userInfo(), token.watchlist()), own, told ? userData(token) : null);
    }

    /** What a client that signed in by its token is told that it signed in with. */
    static String userData(ConnectionToken token) {
        String id = new String(JsonStringEncoder.getInstance().quoteAsString(String.valueOf(token.user())));
        return "{\"id\":\"" + id + "\",\"user_info\":" + token.userInfo() + "}";
    }

    private @Nullable Objection checkSignature(App app, AuthString auth, String userData) {
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
        if (user == null || signer == null) {
            return;
        }
        Objection revoked = Tokens.whyNotUser(app, user.id(), since, clock.instant());
        if (revoked != null) {
            connection.end(TokenRefusal.ending(revoked), revoked);
            return;
        }
        Objection objection = Keys.whyNotAtAll(app, signer, clock);
        if (objection != null) {
            connection.end(CloseCode.RECONNECT, objection);
        }
    }

    private void begin(App app, SignedJson.User candidate, ChannelName own, @Nullable String userData) {
        user = candidate;
        channel = own;
        connection.authorized();
        Runnable signedIn = () -> {
            if (userData != null) {
                connection.tell(new ServerFrame.SigninSuccess(userData));
            }
            watch(app, candidate.watchlist());
        };
        presence = channels.signIn(connection, app, candidate.id(), signedIn, refusal -> {
            user = null;
            channel = null;
            presence = null;
            refuse(refusal.objection());
        });
    }

    private void watch(App app, List<UserId> wanted) {
        int most = app.limits().watchedUsers();
        if (wanted.size() > most) {
            connection.tell(ServerFrame.Error.of(CloseCode.WATCHLIST_TOO_LONG, most));
        }
        List<UserId> watched = wanted.subList(0, Math.min(most, wanted.size()));
        if (!watched.isEmpty()) {
            watchlist = channels.watch(connection, app, watched);
        }
    }

    /** Guessing is not for free: the third bad attempt ends the connection. */
    void fail(Objection objection) {
        failures++;
        if (failures >= ATTEMPTS) {
            connection.end(CloseCode.UNAUTHORIZED, objection);
        } else {
            refuse(objection);
        }
    }

    private void refuse(Objection objection) {
        connection.tell(
                new ServerFrame.Error(CloseCode.UNAUTHORIZED.code(), objection.words(), null, objection.reason()));
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
