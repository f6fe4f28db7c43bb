package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.json.Json;
import io.carillon.client.json.JsonWriter;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.Reason;
import io.carillon.protocol.frame.ServerFrame;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whose connection it is. Belongs to the client's loop. */
final class SignIn {

    private final @Nullable UserAuthenticator authenticator;
    private final Tokens tokens;
    private final Executor loop;
    private final Consumer<String> wire;
    private final Failures failures;
    private final User user;

    private @Nullable SocketId socket;
    private boolean wanted;
    /** The token was shown again, to hear whose it is. */
    private boolean asksWhose;

    private CompletableFuture<UserId> outcome = new CompletableFuture<>();

    SignIn(
            @Nullable UserAuthenticator authenticator,
            Tokens tokens,
            Executor loop,
            User user,
            Failures failures,
            Consumer<String> wire) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.loop = loop;
        this.user = user;
        this.failures = failures;
        this.wire = wire;
    }

    /** Signs in now and on every socket that comes. */
    void want(CompletableFuture<UserId> caller) {
        if (outcome.isCompletedExceptionally()) {
            outcome = new CompletableFuture<>();
        }
        Waiting.then(outcome, (id, failure) -> Waiting.settle(caller, id, failure));
        boolean first = !wanted;
        wanted = true;
        if (first && user.id().isEmpty()) {
            ask();
        }
    }

    void established(SocketId on) {
        socket = on;
        if (wanted) {
            ask();
        }
    }

    void lost() {
        socket = null;
        asksWhose = false;
        user.is(null);
        if (outcome.isDone()) {
            outcome = new CompletableFuture<>();
        }
    }

    void succeeded(ServerFrame.SigninSuccess success) {
        String id = Json.read(success.userData()).require("id").id();
        if (id == null) {
            return;
        }
        UserId signedIn = UserId.of(id);
        // With a token it may be said twice.
        if (!signedIn.equals(user.id().orElse(null))) {
            user.is(signedIn);
            // Carillon sends a user's events anyway; other servers want it asked for.
            wire.accept(ClientCodec.subscribe(ChannelName.serverToUser(signedIn), ChannelGrant.BY_TOKEN));
        }
        if (!outcome.complete(signedIn)) {
            outcome = CompletableFuture.completedFuture(signedIn);
        }
    }

    /** The server says whose the token is that it was shown. */
    void accepted(ServerFrame.TokenAccepted accepted) {
        if (!asksWhose) {
            return;
        }
        asksWhose = false;
        UserId id = accepted.user();
        if (id == null) {
            fail(failures.tokenWithoutUser());
        } else {
            withToken(token -> ClientCodec.signin(new UserGrant(token, JsonWriter.write(Map.of("id", id)))));
        }
    }

    /** Whether the error was the answer to a sign-in. */
    boolean refused(ServerFrame.Error error) {
        boolean ours = wanted && !outcome.isDone() && error.channel() == null && isAboutUsers(error);
        if (ours) {
            fail(failures.signin(error));
        }
        return ours;
    }

    private boolean isAboutUsers(ServerFrame.Error error) {
        int code = error.code() == null ? 0 : error.code();
        return Reason.USER_EVENTS_DISABLED.code().equals(error.reason())
                || code == CloseCode.UNAUTHORIZED.code()
                || (asksWhose && code == CloseCode.TOKEN_REFUSED.code());
    }

    void close() {
        fail(ClientError.CLOSED.because("The client is closed."));
    }

    private void fail(CarillonException why) {
        wanted = false;
        asksWhose = false;
        outcome.completeExceptionally(why);
    }

    private void ask() {
        UserAuthenticator asked = authenticator;
        SocketId on = socket;
        if (asked == null && !tokens.areUsed()) {
            fail(ClientError.AUTHORIZER_MISSING.because(
                    "Signing in needs a user authenticator, or tokens: give the builder one of them."));
        } else if (on != null && asked == null) {
            // With a token that names a user the server signs in unasked; only if it is asked does it say why it did
            // not.
            asksWhose = true;
            withToken(ClientCodec::token);
        } else if (on != null && asked != null) {
            ask(asked, on);
        }
    }

    private void withToken(Function<String, String> frame) {
        SocketId on = socket;
        tokens.get((token, failure) -> {
            if (on == null || !on.equals(socket)) {
                return;
            }
            if (token != null) {
                wire.accept(frame.apply(token));
            } else if (failure != null) {
                fail(failure);
            }
        });
    }

    private void ask(UserAuthenticator asked, SocketId on) {
        Waiting.then(
                Waiting.begin(() -> asked.authenticate(on)),
                (grant, failure) -> loop.execute(() -> {
                    if (!on.equals(socket)) {
                        return;
                    }
                    if (failure == null) {
                        wire.accept(ClientCodec.signin(grant));
                    } else {
                        fail(
                                failure instanceof CarillonException known
                                        ? known
                                        : ClientError.AUTHORIZATION_FAILED.because(
                                                "The user was not authenticated, because the userAuthenticator failed: "
                                                        + failure,
                                                failure));
                    }
                }));
    }
}
