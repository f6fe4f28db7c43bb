package io.carillon.client.webhook;

import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of a webhook. */
final class WebhookReader {

    private WebhookReader() {}

    /** @throws JsonException or {@link io.carillon.protocol.InvalidValueException} if it is none */
    static Webhook read(String body) {
        Json json = Json.read(body);
        return new Webhook(
                Instant.ofEpochMilli(json.integer("time_ms")),
                json.require("events").items().stream()
                        .map(WebhookReader::event)
                        .toList());
    }

    private static WebhookEvent event(Json event) {
        String name = required(event, "name");
        return switch (name) {
            case "channel_occupied" -> new WebhookEvent.ChannelOccupied(channel(event));
            case "channel_vacated" -> new WebhookEvent.ChannelVacated(channel(event));
            case "member_added" -> new WebhookEvent.MemberAdded(channel(event), user(event));
            case "member_removed" -> new WebhookEvent.MemberRemoved(channel(event), user(event));
            case "client_event" ->
                new WebhookEvent.ClientEvent(
                        channel(event),
                        required(event, "event"),
                        required(event, "data"),
                        SocketId.of(required(event, "socket_id")),
                        event.get("user_id") == null ? null : user(event));
            case "cache_miss" -> new WebhookEvent.CacheMiss(channel(event));
            case "subscription_count" ->
                new WebhookEvent.SubscriptionCount(channel(event), event.integer("subscription_count"));
            default -> new WebhookEvent.Unknown(name, event.source());
        };
    }

    private static ChannelName channel(Json event) {
        return ChannelName.of(required(event, "channel"));
    }

    private static UserId user(Json event) {
        return UserId.of(required(event, "user_id"));
    }

    private static String required(Json event, String key) {
        @Nullable String id = event.require(key).id();
        return id == null ? event.require(key).source() : id;
    }
}
