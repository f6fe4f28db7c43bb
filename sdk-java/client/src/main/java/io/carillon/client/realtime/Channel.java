package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.EventName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.frame.ServerFrame;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A channel that the client is subscribed to, or will be as soon as it is connected and the app has authorized it. The subscription is
 * remembered over reconnections: nobody subscribes again by hand.
 *
 * <pre>{@code
 * Channel chat = client.subscribe("private-chat-7");
 * chat.bind("message", event -> show(event.data()));
 * chat.bind("client-typing", event -> showTyping());
 * chat.trigger("client-typing", "{}");
 * }</pre>
 *
 * <p>Beside what is published, {@code pusher:subscription_succeeded}, {@code pusher:subscription_count} and {@code pusher:cache_miss} can be
 * bound, as in pusher-js.
 */
public sealed class Channel permits PresenceChannel {

    private final ChannelName name;
    private final Executor listening;
    private final Subscriptions subscriptions;
    private final Map<String, Listeners<ServerFrame.ChannelEvent>> byEvent = new ConcurrentHashMap<>();
    private final Listeners<ServerFrame.ChannelEvent> all;
    private final Listeners<CarillonException> errors;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile CompletableFuture<Void> subscribed = new CompletableFuture<>();

    Channel(ChannelName name, Executor listening, Subscriptions subscriptions) {
        this.name = name;
        this.listening = listening;
        this.subscriptions = subscriptions;
        this.all = new Listeners<>(listening);
        this.errors = new Listeners<>(listening);
    }

    /** The channel's name. */
    public ChannelName name() {
        return name;
    }

    /** Calls the listener with every event of this name. */
    public Binding bind(String event, Consumer<? super ServerFrame.ChannelEvent> listener) {
        return byEvent.computeIfAbsent(event, name -> new Listeners<>(listening))
                .add(listener);
    }

    /** Calls the listener with every event. */
    public Binding bindGlobal(Consumer<? super ServerFrame.ChannelEvent> listener) {
        return all.add(listener);
    }

    /** Calls the listener when the subscription is refused or ends because its authorization does, and when an event cannot be decrypted. */
    public Binding onError(Consumer<? super CarillonException> listener) {
        return errors.add(listener);
    }

    /** Whether the subscription is live now. */
    public boolean isSubscribed() {
        CompletableFuture<Void> now = subscribed;
        return now.isDone() && !now.isCompletedExceptionally();
    }

    /** Done when the subscription is live; fails if it was refused. After a reconnection it is another future. */
    public CompletableFuture<Void> whenSubscribed() {
        return Waiting.copyOf(subscribed, listening);
    }

    /**
     * Waits until the subscription is live.
     *
     * @throws CarillonException why it was refused, or {@code timeout}
     */
    public void awaitSubscribed(Duration atMost) {
        Waiting.on(
                subscribed,
                atMost,
                "There was no subscription to " + name + " within " + atMost.toMillis()
                        + " ms: look whether the client is connected, and what its onError and the channel's say. It goes on trying.");
    }

    /**
     * Sends an event to the other subscribers of a private or presence channel. It is not kept for later: without a live subscription it fails
     * with {@code not_subscribed}. What the server refuses of it comes to {@link RealtimeClient#onError}.
     *
     * @param event begins with {@code client-}
     * @param data as it is, JSON text by custom
     * @return done when it was handed to the socket
     * @throws InvalidValueException {@code client_event_name_invalid} or {@code client_event_channel_type}
     */
    public CompletableFuture<Void> trigger(String event, String data) {
        if (!EventName.of(event).isClientEvent()) {
            throw new InvalidValueException(
                    "client_event_name_invalid",
                    "The name of a client event begins with client-, and " + InvalidValueException.quote(event)
                            + " does not.");
        }
        if (!name.type().allowsClientEvents()) {
            throw new InvalidValueException(
                    "client_event_channel_type",
                    "Client events go to private and presence channels, and " + name + " is neither.");
        }
        return Waiting.copyOf(subscriptions.trigger(this, event, data), listening);
    }

    /** Ends the subscription. What was bound stays, and hears nothing. */
    public void unsubscribe() {
        subscriptions.unsubscribe(this);
    }

    void hear(ServerFrame.ChannelEvent event) {
        Listeners<ServerFrame.ChannelEvent> named = byEvent.get(event.event());
        if (named != null) {
            named.tell(event);
        }
        all.tell(event);
    }

    void hear(String event, String data) {
        hear(new ServerFrame.ChannelEvent(name, event, data, null));
    }

    /** It is live. */
    void succeeded() {
        subscribed.complete(null);
        hear("pusher:subscription_succeeded", "{}");
    }

    /** It will be live again, or perhaps. */
    void pending() {
        if (subscribed.isDone()) {
            subscribed = new CompletableFuture<>();
        }
    }

    /** The client is closed. More than one may notice, on whichever thread; it is told once. */
    void over(CarillonException why) {
        if (isOver.compareAndSet(false, true)) {
            refused(why);
        }
    }

    void refused(CarillonException why) {
        pending();
        subscribed.completeExceptionally(why);
        errors.tell(why);
    }

    /** Something about it went wrong, and the subscription lives on. */
    void failed(CarillonException why) {
        errors.tell(why);
    }

    void ended() {
        pending();
        subscribed.completeExceptionally(
                ClientError.UNSUBSCRIBED.because("The client has unsubscribed from " + name + "."));
    }
}
