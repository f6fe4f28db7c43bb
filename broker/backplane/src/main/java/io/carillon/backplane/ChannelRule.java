package io.carillon.backplane;

import io.carillon.protocol.ChannelPattern;
import io.carillon.schema.AllowedEvents;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the channels whose names match a pattern, instead of what holds in the whole app. What is null is left as the
 * app has it; units and meaning are those of {@link AppLimits} and {@link AppOptions}.
 *
 * @param events which events the channels take, from clients and servers alike; null for any
 */
public record ChannelRule(
        ChannelPattern pattern,
        @Nullable Boolean clientEvents,
        @Nullable Boolean subscriptionCounts,
        @Nullable Integer eventBytes,
        @Nullable Integer clientEventBytes,
        @Nullable Integer clientEventsPerSecond,
        @Nullable Integer membersPerChannel,
        @Nullable Integer userInfoBytes,
        @Nullable Duration cacheFor,
        @Nullable Integer historyEvents,
        @Nullable Duration historyFor,
        @Nullable AllowedEvents events) {

    /** One that says nothing of which events there may be. */
    public ChannelRule(
            ChannelPattern pattern,
            @Nullable Boolean clientEvents,
            @Nullable Boolean subscriptionCounts,
            @Nullable Integer eventBytes,
            @Nullable Integer clientEventBytes,
            @Nullable Integer clientEventsPerSecond,
            @Nullable Integer membersPerChannel,
            @Nullable Integer userInfoBytes,
            @Nullable Duration cacheFor,
            @Nullable Integer historyEvents,
            @Nullable Duration historyFor) {
        this(
                pattern,
                clientEvents,
                subscriptionCounts,
                eventBytes,
                clientEventBytes,
                clientEventsPerSecond,
                membersPerChannel,
                userInfoBytes,
                cacheFor,
                historyEvents,
                historyFor,
                null);
    }

    /** A rule that changes nothing yet. */
    public static ChannelRule of(ChannelPattern pattern) {
        return new ChannelRule(pattern, null, null, null, null, null, null, null, null, null, null);
    }
}
