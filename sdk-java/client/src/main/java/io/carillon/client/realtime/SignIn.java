package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.Refusal;
import io.carillon.client.json.Json;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whose connection it is. Belongs to the client's loop. */
final class SignIn {

    private final @Nullable UserAuthenticator authenticator;
    private final boolean tokens;
    private final Executor loop;
    private final Consumer<String> wire;
    private final String docs;
    private final User user;

    private @Nullable SocketId socket;
    private boolean wanted;
    private CompletableFuture<UserId> outcome = new CompletableFuture<>();

    SignIn(
            @Nullable UserAuthenticator authenticator,
            boolean tokens,
            Executor loop,
            User user,
            String docs,
            Consumer<String> wire) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.loop = loop;
        this.user = user;
        this.docs = docs;
        this.wire = wire;
    }

    /** Signs in now and on every socket that comes. */
    void want(CompletableFuture<UserId> caller) {
        if (outcome.isCompletedExceptionally()) {
            outcome = new CompletableFuture<>();
        }
        outcome.whenComplete((id, failure) -> {
            if (failure == null) {
                caller.complete(id);
            } else {
                caller.completeExceptionally(failure);
            }
        });
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
        user.is(signedIn);
        // Carillon sends a user's events anyway; other servers want it asked for.
        wire.accept(ClientCodec.subscribe(ChannelName.serverToUser(signedIn), ChannelGrant.BY_TOKEN));
        if (!outcome.complete(signedIn)) {
            outcome = CompletableFuture.completedFuture(signedIn);
        }
    }

    /** Whether the error was the answer to a sign-in. */
    boolean refused(ServerFrame.Error error) {
        boolean ours = wanted
                && authenticator != null
                && !outcome.isDone()
                && error.channel() == null
                && error.code() != null
                && error.code() == CloseCode.UNAUTHORIZED.code();
        if (ours) {
            String reason = error.reason();
            fail(new CarillonException(
                    new Refusal(
                            reason == null ? "signin_refused" : reason,
                            CloseCode.UNAUTHORIZED.code(),
                            error.message(),
                            reason == null ? null : URI.create(docs + reason),
                            false,
                            null),
                    null));
        }
        return ours;
    }

    void close() {
        fail(ClientError.CLOSED.because("The client is closed."));
    }

    private void fail(CarillonException why) {
        wanted = false;
        outcome.completeExceptionally(why);
    }

    private void ask() {
        SocketId on = socket;
        if (on == null || authenticator == null) {
            if (authenticator == null && !tokens) {
                fail(ClientError.AUTHORIZER_MISSING.because(
                        "Signing in needs a user authenticator, or tokens: give the builder one of them."));
            }
            // With a token that names a user the server signs in by itself.
            return;
        }
        UserAuthenticator asked = authenticator;
        Waiting.begin(() -> asked.authenticate(on))
                .whenComplete((grant, failure) -> loop.execute(() -> {
                    if (!on.equals(socket)) {
                        return;
                    }
                    if (failure != null) {
                        Throwable why = Waiting.unwrap(failure);
                        fail(
                                why instanceof CarillonException known
                                        ? known
                                        : ClientError.AUTHORIZATION_FAILED.because(
                                                "The user was not authenticated: " + why, why));
                    } else {
                        wire.accept(ClientCodec.signin(grant));
                    }
                }));
    }
}
