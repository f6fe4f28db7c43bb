package io.carillon.client.rest;

import io.carillon.client.CarillonException;
import io.carillon.client.http.Retries;
import io.carillon.client.json.Json;
import io.carillon.client.json.JsonWriter;
import io.carillon.client.time.Loop;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events. One publisher serves all threads of an app, for as long as the app runs.
 *
 * <pre>{@code
 * try (Publisher publisher = Publisher.builder()
 *         .server("http://127.0.0.1:6001")
 *         .app("1000", "KEY", "SECRET")
 *         .build()) {
 *     publisher.trigger("my-channel", "greeting", Map.of("text", "Hello"));
 * }
 * }</pre>
 *
 * <p>Events wait in a bounded queue. Those of one channel are published in the order in which they were triggered, by whichever thread; others
 * side by side. When the queue is full an event is refused with {@code queue_full}.
 *
 * <p>What may have been lost is sent again, each event with an idempotency key: a Carillon server publishes it once, however often it comes.
 *
 * <p>The blocking methods throw {@link CarillonException}, the others complete with it; a value that cannot be is an {@link
 * InvalidValueException} at once.
 */
public final class Publisher implements AutoCloseable {

    private final Api api;
    private final Retries retries;
    private final PublishQueue queue;
    private final boolean idempotencyKeys;
    private final @Nullable Sealing sealing;
    private final Duration patience;
    private final Loop loop;

    Publisher(PublisherBuilder options, Api api, Retries retries, Loop loop) {
        this.api = api;
        this.retries = retries;
        this.queue = new PublishQueue(options.concurrency, options.queueCapacity);
        this.idempotencyKeys = options.idempotencyKeys;
        this.sealing = options.sealing;
        this.patience = options.closeTimeout;
        this.loop = loop;
    }

    /** Begins with whose publisher it is and where the server stands. */
    public static PublisherBuilder builder() {
        return new PublisherBuilder();
    }

    /** Publishes an event on one channel, its data as it is. */
    public void trigger(String channel, String event, String data) {
        trigger(Event.on(channel, event, data));
    }

    /** Publishes an event on one channel, its data as a JSON object. */
    public void trigger(String channel, String event, Map<String, ?> data) {
        trigger(Event.on(channel, event, JsonWriter.write(data)));
    }

    /** Publishes an event on all its channels. */
    public void trigger(Event event) {
        await(triggerAsync(event));
    }

    /** As {@link #trigger(Event)}, without waiting. */
    public CompletableFuture<Void> triggerAsync(Event event) {
        Event sent = sealed(keyed(event));
        return publish(Set.copyOf(sent.channels()), "/events", () -> EventBody.one(sent, ""), Publisher::nothing);
    }

    /** As {@link #trigger(Event)}, and tells what is asked about each of the event's channels. */
    public Map<ChannelName, ChannelInfo> triggerWithInfo(Event event, Info... asked) {
        return await(triggerWithInfoAsync(event, asked));
    }

    /** As {@link #triggerWithInfo}, without waiting. */
    public CompletableFuture<Map<ChannelName, ChannelInfo>> triggerWithInfoAsync(Event event, Info... asked) {
        Event sent = sealed(keyed(event));
        return publish(
                Set.copyOf(sent.channels()),
                "/events",
                () -> EventBody.one(sent, Info.list(asked)),
                answer -> asked.length == 0 ? Map.of() : Channels.read(answer, Channels::byName));
    }

    /** Publishes several events with one request, up to as many as the app may (10 by default): all, or none if one of them is refused. */
    public void triggerBatch(List<Event> events) {
        await(triggerBatchAsync(events));
    }

    /**
     * As {@link #triggerBatch}, without waiting.
     *
     * @throws InvalidValueException {@code field_missing} if there is no event, {@code channels_too_many} if one has several channels
     */
    public CompletableFuture<Void> triggerBatchAsync(List<Event> events) {
        List<Event> sent = events.stream().map(this::keyed).map(this::sealed).toList();
        var channels = new HashSet<ChannelName>();
        for (Event event : sent) {
            if (event.channels().size() > 1) {
                throw new InvalidValueException(
                        "channels_too_many",
                        "An event of a batch has one channel, and " + event.name() + " has "
                                + event.channels().size() + ": add an event for each.");
            }
            channels.addAll(event.channels());
        }
        if (sent.isEmpty()) {
            throw new InvalidValueException("field_missing", "A batch needs at least one event.");
        }
        return publish(channels, "/batch_events", () -> EventBody.batch(sent), Publisher::nothing);
    }

    /** Publishes an event that one user hears, wherever that user is signed in. */
    public void sendToUser(String user, String event, String data) {
        trigger(Event.toUser(user, event, data));
    }

    /** As {@link #sendToUser}, without waiting. */
    public CompletableFuture<Void> sendToUserAsync(String user, String event, String data) {
        return triggerAsync(Event.toUser(user, event, data));
    }

    /** What is known about the app's channels: who is subscribed, and which users are there. */
    public Channels channels() {
        return new Channels(api, retries);
    }

    /** Ends all connections that have signed in as this user. They stay away until the app lets them sign in again. */
    public void terminateUserConnections(String user) {
        await(terminateUserConnectionsAsync(user));
    }

    /** As {@link #terminateUserConnections}, without waiting. */
    public CompletableFuture<Void> terminateUserConnectionsAsync(String user) {
        String id = URLEncoder.encode(UserId.of(user).value(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return retries.run(true, () -> api.post("/users/" + id + "/terminate_connections", "{}"))
                .thenAccept(answer -> {});
    }

    /**
     * Takes no more events, and waits for those that it took: for as long as the builder says, then they fail with {@code closed}. Whatever else was
     * asked is not tried again: it fails with {@code closed} if it waits for another attempt.
     */
    @Override
    public void close() {
        try {
            Waiting.on(queue.close(), patience);
        } catch (CarillonException outOfPatience) {
            queue.abandon();
        } finally {
            retries.close();
            loop.close();
        }
    }

    /** Whoever cancels the future while the event waits has taken it back. */
    private <T> CompletableFuture<T> publish(
            Set<ChannelName> channels, String path, Supplier<String> body, Function<Json, T> reader) {
        return queue.submit(channels, () -> {
            String text = body.get();
            return retries.run(idempotencyKeys, () -> api.post(path, text)).thenApply(reader);
        });
    }

    @SuppressWarnings("NullAway") // A Void is null, and there is no other.
    private static Void nothing(Json answer) {
        return null;
    }

    private Event keyed(Event event) {
        return !idempotencyKeys || event.idempotencyKey() != null
                ? event
                : event.withIdempotencyKey(UUID.randomUUID().toString());
    }

    /** Once for all attempts: each seal is another text, and under one idempotency key there is one. */
    private Event sealed(Event event) {
        ChannelName channel = event.channels().get(0);
        if (!channel.type().isEncrypted()) {
            return event;
        }
        if (sealing == null) {
            throw new InvalidValueException(
                    "channel_encrypted",
                    "Channel " + channel
                            + " is encrypted: add the module carillon-client-encryption, and give the builder encryption(MASTER_KEY, new SecretBox()).");
        }
        return sealing.seal(event);
    }

    static <T> T await(CompletableFuture<T> outcome) {
        // Attempts and pauses are bounded, and so is the queue: there is an answer for everybody.
        return Waiting.on(outcome, Duration.ofDays(1));
    }
}
