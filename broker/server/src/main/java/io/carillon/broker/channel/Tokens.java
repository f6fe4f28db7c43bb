package io.carillon.broker.channel;

import io.carillon.backplane.App;
import io.carillon.backplane.Issuer;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Revocation;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Reason;
import io.carillon.token.ConnectionToken;
import io.carillon.token.RefusalCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a token that was verified is not enough; null if it is. */
public final class Tokens {

    private Tokens() {}

    /** To stand on at all: its time is not over, it was not revoked, and whoever signed it still may. */
    public static @Nullable Objection whyNotAtAll(App app, ConnectionToken token, InstantSource clock) {
        Instant now = clock.instant();
        if (token.isOver(now)) {
            return expired(token);
        }
        Revocation revocation =
                app.revocations().ofToken(token.id(), token.user(), token.keyId(), token.issuedAt(), now);
        if (revocation != null) {
            return revoked(revocation, token.user(), now);
        }
        return token.issuer() == null ? whyNotSigned(app, token, clock) : whyNotIssued(app, token.issuer());
    }

    private static @Nullable Objection whyNotSigned(App app, ConnectionToken token, InstantSource clock) {
        return token.keyId() == null ? null : Keys.whyNotActive(app, AppKey.of(token.keyId()), clock);
    }

    private static @Nullable Objection whyNotIssued(App app, String issuer) {
        return issuerOf(app, issuer) == null ? issuerChanged() : null;
    }

    /** For a connection to go on after its app was changed: its issuer is trusted on the same terms. */
    public static @Nullable Objection whyNotAnyMore(App before, App now, ConnectionToken token, InstantSource clock) {
        Objection objection = whyNotAtAll(now, token, clock);
        if (objection != null || token.issuer() == null || before.issuers().equals(now.issuers())) {
            return objection;
        }
        return Objects.equals(issuerOf(before, token.issuer()), issuerOf(now, token.issuer())) ? null : issuerChanged();
    }

    private static @Nullable Issuer issuerOf(App app, String name) {
        for (Issuer issuer : app.issuers()) {
            if (issuer.name().equals(name)) {
                return issuer;
            }
        }
        return null;
    }

    private static Objection issuerChanged() {
        return new Objection(
                Reason.TOKEN_ISSUER_CHANGED,
                "The app no longer trusts the token's issuer on the terms on which it was taken: fetch a new token");
    }

    /** To subscribe to a private or presence channel. */
    public static @Nullable Objection whyNotOn(
            ChannelName channel, App app, ConnectionToken token, InstantSource clock) {
        Objection objection = whyNotAtAll(app, token, clock);
        if (objection != null) {
            return objection;
        }
        Operation needed = Operation.toSubscribe(channel);
        if (!allows(app, token, needed, channel)) {
            return lacks(needed, channel);
        }
        return needed == Operation.PRESENCE && token.user() == null
                ? new Objection(
                        Reason.TOKEN_WITHOUT_USER,
                        "Channel " + channel + " has members, and the token does not say who you are: it needs sub")
                : null;
    }

    /** Whether the token allows this on the channel, and the key that signed it still does. Allocates nothing. */
    public static boolean allows(App app, ConnectionToken token, Operation operation, ChannelName channel) {
        if (!token.allows(operation, channel)) {
            return false;
        }
        if (token.issuer() != null) {
            return true;
        }
        // The scope of its key may have been narrowed since it was verified.
        for (int i = 0; i < app.keys().size(); i++) {
            KeyPair pair = app.keys().get(i);
            if (token.isSignedWith(pair.key())) {
                return pair.scope().allows(operation, channel);
            }
        }
        return false;
    }

    /** That the token does not allow this on the channel. */
    public static Objection lacks(Operation operation, ChannelName channel) {
        return new Objection(
                Reason.TOKEN_NOT_FOR_CHANNEL,
                "The token does not give " + operation.name().toLowerCase(Locale.ROOT) + " on channel " + channel
                        + ": have one made with a channel pattern that matches it and this operation");
    }

    /** That the token's time is over. */
    public static Objection expired(ConnectionToken token) {
        return new Objection(
                RefusalCode.TOKEN_EXPIRED.code(), "The token expired at " + token.expiresAt() + ": fetch a new one");
    }

    /** To be this user since a moment, on the word of a signature. */
    public static @Nullable Objection whyNotUser(App app, UserId user, Instant since, Instant now) {
        Revocation revocation = app.revocations().ofUser(user, since, now);
        return revocation == null ? null : revoked(revocation, user, now);
    }

    private static Objection revoked(Revocation revocation, @Nullable UserId user, Instant now) {
        if (revocation.kind() == Revocation.Kind.USER && revocation.blocks(now)) {
            return new Objection(Reason.USER_BLOCKED, "User " + user + " is blocked until " + revocation.before());
        }
        return new Objection(
                Reason.TOKEN_REVOKED,
                switch (revocation.kind()) {
                    case TOKEN -> "The token was revoked: fetch a new one";
                    case USER -> "What user " + user + " had was revoked: sign in again, or fetch a new token";
                    case KEY ->
                        "Tokens that key " + revocation.subject() + " signed before " + revocation.before()
                                + " were revoked: fetch a new one";
                    case ALL ->
                        "Tokens of this app that were issued before " + revocation.before()
                                + " were revoked: fetch a new one";
                });
    }
}
