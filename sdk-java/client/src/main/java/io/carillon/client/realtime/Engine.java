package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.time.Timer;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a client together, and hands each frame to whom it concerns. Belongs to the client's loop. */
final class Engine implements Connection.Watcher {

    final Subscriptions subscriptions;
    final SignIn signIn;
    final User user;
    final Connection connection;
    final Listeners<CarillonException> errors;
    final Listeners<ConnectionState> states;

    private final Tokens tokens;
    private final TokenRefresh refresh;
    private final Failures failures;
    private final List<CompletableFuture<SocketId>> waiting = new ArrayList<>();
    private @Nullable SocketId socket;
    private volatile ConnectionState state = ConnectionState.INITIALIZED;
    private volatile @Nullable CarillonException whyNotYet;

    /**
     * @param listening where listeners are called, one after the other
     */
    Engine(
            Connection.Settings settings,
            Transport transport,
            Executor loop,
            Timer timer,
            RandomGenerator random,
            Executor listening,
            AppSide app) {
        this.failures = settings.failures();
        this.errors = new Listeners<>(listening);
        this.states = new Listeners<>(listening);
        this.user = new User(listening);
        this.tokens = new Tokens(app.tokens(), loop);
        this.connection = new Connection(settings, transport, loop, timer, random, tokens, this);
        var grants = new Grants(
                app.authorizer(), app.tokens() != null, () -> user.id().orElse(null));
        this.subscriptions = new Subscriptions(
                grants, loop, timer, settings.backoff(), random, failures, app.cipher(), connection::send);
        this.signIn = new SignIn(app.authenticator(), tokens, loop, user, failures, connection::send);
        this.refresh = new TokenRefresh(tokens, timer, settings.backoff(), random, connection::send, errors::tell);
    }

    ConnectionState state() {
        return state;
    }

    /** What the last attempt to connect came to; null if it succeeded, or if there was none. */
    @Nullable
    CarillonException whyNotYet() {
        return whyNotYet;
    }

    void connect(CompletableFuture<SocketId> caller) {
        if (socket != null) {
            caller.complete(socket);
            return;
        }
        waiting.add(caller);
        connection.connect();
    }

    void disconnect() {
        connection.disconnect();
        settle(null, ClientError.CLOSED.because("The client was told to disconnect."));
    }

    /** For ever: whoever waits for something is told. */
    void close() {
        disconnect();
        connection.close();
        subscriptions.close();
        signIn.close();
    }

    void signin(CompletableFuture<UserId> caller) {
        signIn.want(caller);
    }

    @Override
    public void changed(ConnectionState next) {
        state = next;
        states.tell(next);
    }

    @Override
    public void established(SocketId on) {
        socket = on;
        whyNotYet = null;
        signIn.established(on);
        subscriptions.established(on);
        settle(on, null);
    }

    @Override
    public void lost() {
        socket = null;
        refresh.lost();
        signIn.lost();
        subscriptions.lost();
    }

    @Override
    public void failed(CarillonException why) {
        if (socket == null) {
            whyNotYet = why;
        }
        errors.tell(why);
        if (state == ConnectionState.DISCONNECTED) {
            settle(null, why);
        }
    }

    @Override
    public void frame(ServerFrame frame) {
        if (frame instanceof ServerFrame.SigninSuccess success) {
            signIn.succeeded(success);
        } else if (frame instanceof ServerFrame.WatchlistEvents change) {
            user.hear(change);
        } else if (frame instanceof ServerFrame.TokenAccepted accepted) {
            signIn.accepted(accepted);
        } else if (frame instanceof ServerFrame.TokenExpiring) {
            refresh.expiring();
        } else if (frame instanceof ServerFrame.Error error) {
            refused(error);
        } else if (frame instanceof ServerFrame.ChannelEvent event
                && event.channel().type() == ChannelType.SERVER_TO_USER) {
            user.hear(event);
        } else {
            subscriptions.frame(frame);
        }
    }

    private void refused(ServerFrame.Error error) {
        if (signIn.refused(error) || subscriptions.isRefused(error.channel())) {
            return;
        }
        errors.tell(failures.refused(error));
    }

    private void settle(@Nullable SocketId on, @Nullable CarillonException why) {
        for (CompletableFuture<SocketId> caller : waiting) {
            if (why != null) {
                caller.completeExceptionally(why);
            } else if (on != null) {
                caller.complete(on);
            }
        }
        waiting.clear();
    }
}
