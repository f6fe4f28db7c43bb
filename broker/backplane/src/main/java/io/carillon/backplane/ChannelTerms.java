package io.carillon.backplane;

import io.carillon.protocol.ChannelPattern;
import io.carillon.schema.AllowedEvents;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one channel: its app's limits and options, with what the channel's rule says in their place. Units and
 * meaning are those of {@link AppLimits} and {@link AppOptions}.
 *
 * @param rule the pattern of the rule that applies; null if none does
 * @param events which events the channel takes, from clients and servers alike; null for any
 */
public record ChannelTerms(
        @Nullable ChannelPattern rule,
        boolean clientEvents,
        boolean subscriptionCounts,
        int eventBytes,
        int clientEventBytes,
        int clientEventsPerSecond,
        int membersPerChannel,
        int userInfoBytes,
        Duration cacheFor,
        int historyEvents,
        Duration historyFor,
        @Nullable AllowedEvents events) {

    static ChannelTerms of(AppLimits limits, AppOptions options) {
        return new ChannelTerms(
                null,
                options.clientEvents(),
                options.subscriptionCounts(),
                limits.eventBytes(),
                limits.clientEventBytes(),
                limits.clientEventsPerSecond(),
                limits.membersPerChannel(),
                limits.userInfoBytes(),
                limits.cacheFor(),
                limits.historyEvents(),
                limits.historyFor(),
                null);
    }

    ChannelTerms with(ChannelRule said) {
        return new ChannelTerms(
                said.pattern(),
                or(said.clientEvents(), clientEvents),
                or(said.subscriptionCounts(), subscriptionCounts),
                or(said.eventBytes(), eventBytes),
                or(said.clientEventBytes(), clientEventBytes),
                or(said.clientEventsPerSecond(), clientEventsPerSecond),
                or(said.membersPerChannel(), membersPerChannel),
                or(said.userInfoBytes(), userInfoBytes),
                or(said.cacheFor(), cacheFor),
                or(said.historyEvents(), historyEvents),
                or(said.historyFor(), historyFor),
                said.events());
    }

    private static <T> T or(@Nullable T said, T otherwise) {
        return said == null ? otherwise : said;
    }
}
