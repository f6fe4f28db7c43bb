package io.carillon.broker.connection;

import io.carillon.broker.channel.Standing;
import io.carillon.broker.channel.Tokens;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Reason;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.token.ConnectionToken;
import io.carillon.token.Verification;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What becomes of the tokens that a client shows on its connection. Belongs to the connection's loop. */
final class ShownTokens {

    private static final int BAD_TOKENS = 3;

    private final PusherConnection connection;
    private final Services services;
    private final Credentials credentials;

    private int refused;
    private @Nullable Expiry expiry;

    ShownTokens(PusherConnection connection, Services services, Credentials credentials) {
        this.connection = connection;
        this.services = services;
        this.credentials = credentials;
    }

    /** Whether what stands where a signature would is a token: a JWT has full stops and no colon, a signature the other way round. */
    static boolean isToken(String auth) {
        return auth.indexOf(':') < 0 && auth.indexOf('.') >= 0;
    }

    /** Has a token verified. One of the two is called, at once or later on this loop; neither once the connection is gone. */
    void show(String token, Consumer<ConnectionToken> good, Consumer<Objection> bad) {
        services.tokens()
                .verify(token, connection.app())
                .whenComplete((verification, failure) -> onLoop(() -> {
                    if (connection.isGone()) {
                        return;
                    }
                    if (failure != null) {
                        bad.accept(TokenRefusal.unavailable().objection());
                    } else if (verification instanceof Verification.Refused not) {
                        bad.accept(TokenRefusal.of(not).objection());
                    } else {
                        judge(((Verification.Verified) verification).token(), good, bad);
                    }
                }));
    }

    private void onLoop(Runnable task) {
        if (connection.loop().isCurrent()) {
            task.run();
        } else {
            connection.loop().execute(task);
        }
    }

    private void judge(ConnectionToken shown, Consumer<ConnectionToken> good, Consumer<Objection> bad) {
        Objection objection = whyNot(shown);
        if (objection == null) {
            refused = 0;
            good.accept(shown);
        } else {
            bad.accept(objection);
        }
    }

    private @Nullable Objection whyNot(ConnectionToken shown) {
        Objection objection = Tokens.whyNotAtAll(connection.app(), shown, services.clock());
        if (objection != null) {
            return objection;
        }
        UserId mine = connection.user();
        return mine == null || mine.equals(shown.user())
                ? null
                : new Objection(
                        Reason.TOKEN_USER_DIFFERS,
                        "This connection is user " + mine
                                + "'s, and the token is not: open a new connection for another user");
    }

    /** The client shows its first token, or a newer one. */
    void refresh(String token) {
        show(
                token,
                shown -> {
                    connection.tell(
                            new ServerFrame.TokenAccepted(shown.expiresAt().getEpochSecond(), shown.user()));
                    connection.adopt(new Standing.OnToken(shown));
                },
                this::refuse);
    }

    /** Guessing is not for free: the third bad token in a row ends the connection. */
    private void refuse(Objection objection) {
        refused++;
        if (refused >= BAD_TOKENS) {
            connection.end(CloseCode.TOKEN_REFUSED, objection);
        } else {
            connection.tell(
                    new ServerFrame.Error(CloseCode.TOKEN_REFUSED.code(), objection.words(), null, objection.reason()));
        }
    }

    /** What the connection stands on may be something else now: the client is told ahead of the end of what ends first. */
    void watch() {
        ConnectionToken first = credentials.firstToEnd();
        Expiry watch = expiry;
        if (watch == null && first != null) {
            watch = new Expiry(
                    connection.loop(),
                    services.clock(),
                    connection::tell,
                    token -> connection.end(CloseCode.TOKEN_ENDED, Tokens.expired(token)));
            expiry = watch;
        }
        if (watch != null) {
            watch.watch(first);
        }
    }

    void end() {
        if (expiry != null) {
            expiry.end();
        }
    }
}
