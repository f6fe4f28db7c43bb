package io.carillon.backplane;

import io.carillon.protocol.ChannelType;

/**
 * Who hears of it when listeners of a channel come and go. What a node said last in a channel is remembered there, and holds
 * for its burial too.
 *
 * @param counts whether subscribers are told when their number changes: each change goes out as {@link Envelope.CountChanged}
 * @param webhooks whether the app's servers are: each {@link Transition} is queued in the {@link WebhookQueue}
 */
public record News(boolean counts, boolean webhooks) {

    /** Nobody hears of it. */
    public static final News NONE = new News(false, false);

    /** What an app has switched on, as far as it goes for this channel. */
    public static News of(App app, AppChannel channel) {
        ChannelType type = channel.name().type();
        return new News(
                type.announcesSubscriptionCount() && app.termsOf(channel.name()).subscriptionCounts(),
                app.options().webhooks() && type != ChannelType.SERVER_TO_USER);
    }
}
