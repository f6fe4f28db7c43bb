package io.carillon.client.webhook;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a webhook tells.
 *
 * <pre>{@code
 * for (WebhookEvent event : webhook.events()) {
 *     if (event instanceof WebhookEvent.MemberAdded added) {
 *         greet(added.user(), added.channel());
 *     }
 * }
 * }</pre>
 */
public sealed interface WebhookEvent {

    /** {@code channel_occupied}: somebody subscribed, and nobody was before. */
    record ChannelOccupied(ChannelName channel) implements WebhookEvent {}

    /** {@code channel_vacated}: nobody is subscribed any more. */
    record ChannelVacated(ChannelName channel) implements WebhookEvent {}

    /** {@code member_added}. */
    record MemberAdded(ChannelName channel, UserId user) implements WebhookEvent {}

    /** {@code member_removed}. */
    record MemberRemoved(ChannelName channel, UserId user) implements WebhookEvent {}

    /**
     * {@code client_event}.
     *
     * @param event its name
     * @param data as it was sent
     * @param socket whose connection sent it
     * @param user who sent it, on presence channels; null otherwise
     */
    record ClientEvent(
            ChannelName channel,
            String event,
            String data,
            SocketId socket,
            @Nullable UserId user) implements WebhookEvent {}

    /** {@code cache_miss}: somebody subscribed to a cache channel that has no event. */
    record CacheMiss(ChannelName channel) implements WebhookEvent {}

    /** {@code subscription_count}. */
    record SubscriptionCount(ChannelName channel, long count) implements WebhookEvent {}

    /**
     * One that this version knows nothing of.
     *
     * @param name of the kind
     * @param json all of it, JSON text
     */
    record Unknown(String name, String json) implements WebhookEvent {}
}
