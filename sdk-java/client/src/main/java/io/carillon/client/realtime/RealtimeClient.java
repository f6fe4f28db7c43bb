package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.time.Loop;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A connection to the platform that comes back by itself, with all that it was subscribed to.
 *
 * <pre>{@code
 * try (RealtimeClient client = RealtimeClient.builder()
 *         .server("ws://127.0.0.1:6001")
 *         .key("KEY")
 *         .build()) {
 *     client.subscribe("my-channel").bind("greeting", event -> System.out.println(event.data()));
 *     client.connect();
 * }
 * }</pre>
 *
 * <p>All methods may be called by all threads. Listeners, and what follows on futures, are called one after the other, on the executor that
 * the builder was given.
 */
public final class RealtimeClient implements AutoCloseable {

    private final Engine engine;
    private final Loop loop;
    private final SerialExecutor listening;
    private final Duration patience;
    private final Runnable whenClosed;
    private volatile boolean closed;

    RealtimeClient(Engine engine, Loop loop, SerialExecutor listening, Duration patience, Runnable whenClosed) {
        this.engine = engine;
        this.loop = loop;
        this.listening = listening;
        this.patience = patience;
        this.whenClosed = whenClosed;
    }

    /** Begins with where the server stands and the app's key. */
    public static RealtimeClientBuilder builder() {
        return new RealtimeClientBuilder();
    }

    /**
     * Connects, and stays connected until {@link #disconnect} or until the server refuses for good.
     *
     * @return the id of the first connection; fails if the server refuses for good. While the server cannot be reached it stays undecided, and
     *     {@link #onError} says why
     */
    public CompletableFuture<SocketId> connectAsync() {
        return told(engine::connect);
    }

    /**
     * As {@link #connectAsync}, and waits for a moment longer than the builder lets an attempt last.
     *
     * @throws CarillonException why the server refused or, if the time is over, what the last attempt came to: then it goes on trying
     */
    public SocketId connect() {
        try {
            return Waiting.on(onLoop(engine::connect), patience);
        } catch (CarillonException late) {
            CarillonException why = engine.whyNotYet();
            throw why != null && late.code().equals(ClientError.TIMEOUT.code())
                    ? new CarillonException(why.refusal(), why)
                    : late;
        }
    }

    /** Says goodbye and stays away. Subscriptions are remembered for the next {@link #connect}. */
    public void disconnect() {
        loop.execute(engine::disconnect);
    }

    /** How it stands now. */
    public ConnectionState state() {
        return engine.state();
    }

    /**
     * Subscribes to a channel, at once or as soon as there is a connection. Twice is once: the same channel is
     * returned. Bind to it before connecting, and nothing is missed; one that was refused is tried again.
     *
     * @throws InvalidValueException {@code channel_name_invalid}, {@code channel_name_too_long}, or {@code channel_encrypted} if there is no
     *     {@link RealtimeClientBuilder#encryption} to read it with
     */
    public Channel subscribe(String channel) {
        return engine.subscriptions.subscribe(ChannelName.of(channel), listening);
    }

    /**
     * As {@link #subscribe}, to a channel with members.
     *
     * @throws InvalidValueException {@code presence_only} if it is none
     */
    public PresenceChannel subscribePresence(String channel) {
        ChannelName name = ChannelName.of(channel);
        if (name.type().hasMembers()
                && engine.subscriptions.subscribe(name, listening) instanceof PresenceChannel presence) {
            return presence;
        }
        throw new InvalidValueException(
                "presence_only", "Channel " + name + " has no members: presence channels begin with presence-.");
    }

    /** The user that the client is, or will be, signed in as. */
    public User user() {
        return engine.user;
    }

    /**
     * Signs in, now and after each reconnection, with the user authenticator or the connection token.
     *
     * @return who it is; fails if the app or the server says no
     */
    public CompletableFuture<UserId> signinAsync() {
        return told(engine::signin);
    }

    /** As {@link #signinAsync}, and waits for as long as the builder says. */
    public UserId signin() {
        return Waiting.on(onLoop(engine::signin), patience);
    }

    /** Calls the listener whenever the state changes. */
    public Binding onStateChange(Consumer<? super ConnectionState> listener) {
        return engine.states.add(listener);
    }

    /** Calls the listener with whatever goes wrong, and is not the failure of a subscription or sign-in. */
    public Binding onError(Consumer<? super CarillonException> listener) {
        return engine.errors.add(listener);
    }

    /** Disconnects for ever, and lets go of its threads. */
    @Override
    public void close() {
        closed = true;
        loop.execute(() -> {
            engine.close();
            loop.close();
            // After what was told before.
            listening.close(whenClosed);
        });
    }

    private <T> CompletableFuture<T> told(Consumer<CompletableFuture<T>> task) {
        return Waiting.copyOf(onLoop(task), listening);
    }

    private <T> CompletableFuture<T> onLoop(Consumer<CompletableFuture<T>> task) {
        var outcome = new CompletableFuture<T>();
        loop.execute(() -> {
            // For a moment a closed client still has its loop: what comes then would wake it up again.
            failIfClosed(outcome);
            if (!outcome.isDone()) {
                task.accept(outcome);
            }
        });
        // Looked at last: what a loop that is closed was given it has dropped.
        failIfClosed(outcome);
        return outcome;
    }

    private void failIfClosed(CompletableFuture<?> outcome) {
        if (closed) {
            outcome.completeExceptionally(ClientError.CLOSED.because("The client is closed."));
        }
    }
}
