package io.carillon.client.rest;

import io.carillon.client.json.JsonWriter;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.EventName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One event to publish.
 *
 * <pre>{@code
 * Event.on("chat-1", "message", Map.of("text", "Hello"))
 *         .alsoOn("chat-2")
 *         .except("1234.5678");
 * }</pre>
 *
 * @param name what happened
 * @param channels where it is heard: 1 to 100, each once
 * @param data reaches subscribers to the letter; JSON text by custom, as pusher-js parses what it can
 * @param except the connection that does not hear it, mostly the one that caused it; null if all do
 * @param idempotencyKey with the same key an event is published once, however often it is sent within 5 minutes; null lets the publisher
 *     choose one
 */
public record Event(
        EventName name,
        List<ChannelName> channels,
        String data,
        @Nullable SocketId except,
        @Nullable String idempotencyKey) {

    private static final int MAX_CHANNELS = 100;

    /**
     * @throws InvalidValueException {@code channel_missing}, {@code channels_too_many}, also if one of several is encrypted, or {@code
     *     idempotency_key_invalid}
     */
    public Event {
        channels = channels.stream().distinct().toList();
        if (channels.isEmpty()) {
            throw new InvalidValueException("channel_missing", "An event needs a channel on which it is heard.");
        }
        if (channels.size() > MAX_CHANNELS) {
            throw new InvalidValueException(
                    "channels_too_many",
                    "The event names " + channels.size() + " channels; at most " + MAX_CHANNELS
                            + " are allowed. Publish to the rest in another event.");
        }
        if (channels.size() > 1
                && channels.stream().anyMatch(channel -> channel.type().isEncrypted())) {
            throw new InvalidValueException(
                    "channels_too_many",
                    "An encrypted channel has a key of its own: publish on each in an event for it alone.");
        }
        if (idempotencyKey != null && (idempotencyKey.isEmpty() || idempotencyKey.length() > 128)) {
            throw new InvalidValueException(
                    "idempotency_key_invalid", "An idempotency key has 1 to 128 characters, such as a UUID.");
        }
    }

    /** An event on one channel with its data as text. */
    public static Event on(String channel, String name, String data) {
        return new Event(EventName.of(name), List.of(ChannelName.of(channel)), data, null, null);
    }

    /** An event on one channel with a JSON object for its data: maps, lists, texts, numbers, booleans and null. */
    public static Event on(String channel, String name, Map<String, ?> data) {
        return on(channel, name, JsonWriter.write(data));
    }

    /** An event that one user hears, wherever that user is signed in. */
    public static Event toUser(String user, String name, String data) {
        var channel = ChannelName.serverToUser(UserId.of(user));
        return new Event(EventName.of(name), List.of(channel), data, null, null);
    }

    /** The same, on further channels too. */
    public Event alsoOn(String... more) {
        var all = Stream.concat(channels.stream(), Stream.of(more).map(ChannelName::of))
                .toList();
        return new Event(name, all, data, except, idempotencyKey);
    }

    /** The same, but not for this connection. */
    public Event except(String socketId) {
        return new Event(name, channels, data, SocketId.of(socketId), idempotencyKey);
    }

    /** The same, saying this. */
    Event withData(String other) {
        return new Event(name, channels, other, except, idempotencyKey);
    }

    /** The same, under a key of the caller's: for events that may be sent again after a restart, say. */
    public Event withIdempotencyKey(String key) {
        return new Event(name, channels, data, except, key);
    }
}
