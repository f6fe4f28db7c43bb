package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.EventName;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Which events clients may send to each other. One for each connection; belongs to its loop. */
final class ClientEvents {

    private int perSecond;
    private @Nullable RateLimit rate;

    /**
     * Checks in the order in which the protocol wants the refusals.
     *
     * @param subscribed whether the connection is subscribed to the channel
     * @return the refusal; null if the event may be passed on
     */
    ServerFrame.@Nullable Error refusal(App app, ClientFrame.ClientEvent frame, boolean subscribed, long nanos) {
        if (frame.channel() == null || frame.data() == null) {
            return Refusals.clientEventIncomplete(frame.channel());
        }
        String channel = frame.channel();
        if (!app.options().clientEvents()) {
            return Refusals.clientEventsDisabled(channel);
        }
        if (!ChannelType.of(channel).allowsClientEvents()) {
            return Refusals.clientEventChannelType(channel);
        }
        if (!subscribed) {
            return Refusals.clientEventNotSubscribed(channel);
        }
        if (frame.event().length() > EventName.MAX_LENGTH) {
            return Refusals.clientEventName(
                    channel,
                    "Client event rejected - its name has " + frame.event().length() + " characters; at most "
                            + EventName.MAX_LENGTH + " are allowed");
        }
        int allowed = app.limits().clientEventBytes();
        if (isLongerThan(frame.data(), allowed)) {
            return Refusals.clientEventTooLarge(channel, allowed);
        }
        return app.limits().clientEventsPerSecond() == 0 || limitOf(app).allows(nanos)
                ? null
                : Refusals.clientEventRate(channel, app.limits().clientEventsPerSecond());
    }

    private RateLimit limitOf(App app) {
        RateLimit limit = rate;
        if (limit == null || perSecond != app.limits().clientEventsPerSecond()) {
            perSecond = app.limits().clientEventsPerSecond();
            limit = new RateLimit(perSecond, perSecond);
            rate = limit;
        }
        return limit;
    }

    /** Without encoding what cannot be too long, which is nearly all of it. */
    private static boolean isLongerThan(String data, int bytes) {
        return data.length() > bytes
                || (data.length() * 3L > bytes && data.getBytes(StandardCharsets.UTF_8).length > bytes);
    }
}
