package io.carillon.controlplane.app;

import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.controlplane.problem.Problem;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.util.List;

/**
 * Everything that can be set for an app, but for its channel rules. Sizes are bytes of UTF-8, times are seconds, rates are per
 * second; 0 is no limit where it says so. What each means, {@link AppLimits} and {@link AppOptions} tell.
 *
 * @param messagesPerDay messages in and out in a day of UTC, after which nothing more is published; 0 for no quota
 * @param messagesPerMonth the same for a month
 * @param quotasAreSoft whether a quota that is used up only raises an alert
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record AppSettings(
        boolean clientEvents,
        boolean subscriptionCounts,
        boolean userEvents,
        boolean tlsOnly,
        List<String> allowedOrigins,
        int activityTimeout,
        int authorizationTimeout,
        int connections,
        int publishesPerSecond,
        int readsPerSecond,
        int eventBytes,
        int channelsPerEvent,
        int eventsPerBatch,
        int channelNameLength,
        int membersPerChannel,
        int userInfoBytes,
        int clientEventsPerSecond,
        int clientEventBytes,
        int watchedUsers,
        int channelsPerConnection,
        int subscribesPerSecond,
        int cacheSeconds,
        int historyEvents,
        int historySeconds,
        long messagesPerDay,
        long messagesPerMonth,
        boolean quotasAreSoft) {

    /** Each newcomer is told of all of them, and each of them of the newcomer. */
    static final int MOST_MEMBERS = 10_000;

    private static final int MANY = 1_000_000;
    private static final int MOST_BYTES = 262_144;
    // A frame of a client has room for no more.
    private static final int MOST_CLIENT_BYTES = 65_536;
    private static final int MOST_ORIGINS = 100;
    private static final int HOUR = 3_600;
    private static final int WEEK = 7 * 24 * HOUR;

    /** What a new app has: Pusher's limits, and everything beyond plain channels off. */
    public static final AppSettings DEFAULTS = of(AppLimits.DEFAULTS, AppOptions.DEFAULTS);

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    public AppSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        if (allowedOrigins.size() > MOST_ORIGINS) {
            throw outOfRange("allowed_origins", allowedOrigins.size() + " items", "0 to " + MOST_ORIGINS + " items");
        }
        allowedOrigins.forEach(AllowedOrigin::check);
        check("activity_timeout", activityTimeout, 1, HOUR);
        check("authorization_timeout", authorizationTimeout, 0, HOUR);
        check("connections", connections, 0, 10 * MANY);
        check("publishes_per_second", publishesPerSecond, 0, MANY);
        check("reads_per_second", readsPerSecond, 0, MANY);
        check("event_bytes", eventBytes, 1, MOST_BYTES);
        check("channels_per_event", channelsPerEvent, 1, 1_000);
        check("events_per_batch", eventsPerBatch, 1, 1_000);
        check("channel_name_length", channelNameLength, 1, 200);
        check("members_per_channel", membersPerChannel, 1, MOST_MEMBERS);
        check("user_info_bytes", userInfoBytes, 0, MOST_BYTES);
        check("client_events_per_second", clientEventsPerSecond, 0, 10_000);
        check("client_event_bytes", clientEventBytes, 1, MOST_CLIENT_BYTES);
        check("watched_users", watchedUsers, 0, 10_000);
        check("channels_per_connection", channelsPerConnection, 1, 10_000);
        check("subscribes_per_second", subscribesPerSecond, 1, 10_000);
        check("cache_seconds", cacheSeconds, 1, WEEK);
        check("history_events", historyEvents, 0, 100_000);
        check("history_seconds", historySeconds, 0, WEEK);
        check("messages_per_day", messagesPerDay, 0, Long.MAX_VALUE);
        check("messages_per_month", messagesPerMonth, 0, Long.MAX_VALUE);
    }

    static void check(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw outOfRange(
                    field, Long.toString(value), most == Long.MAX_VALUE ? "at least " + least : least + " to " + most);
        }
    }

    private static RuntimeException outOfRange(String field, String value, String range) {
        return Problem.VALUE_OUT_OF_RANGE.because(field + " is " + value + "; it must be " + range + ".");
    }

    /** As brokers have them. */
    static AppSettings of(AppLimits limits, AppOptions options) {
        return new AppSettings(
                options.clientEvents(),
                options.subscriptionCounts(),
                options.userEvents(),
                options.tlsOnly(),
                options.allowedOrigins(),
                (int) options.activityTimeout().toSeconds(),
                (int) options.authorizationTimeout().toSeconds(),
                limits.connections(),
                limits.publishesPerSecond(),
                limits.readsPerSecond(),
                limits.eventBytes(),
                limits.channelsPerEvent(),
                limits.eventsPerBatch(),
                limits.channelNameLength(),
                limits.membersPerChannel(),
                limits.userInfoBytes(),
                limits.clientEventsPerSecond(),
                limits.clientEventBytes(),
                limits.watchedUsers(),
                limits.channelsPerConnection(),
                limits.subscribesPerSecond(),
                (int) limits.cacheFor().toSeconds(),
                limits.historyEvents(),
                (int) limits.historyFor().toSeconds(),
                0,
                0,
                false);
    }

    /** The same with four others, which can be set where a process is started. */
    AppSettings with(
            List<String> otherAllowedOrigins,
            int otherActivityTimeout,
            int otherClientEventsPerSecond,
            int otherMembersPerChannel) {
        return new AppSettings(
                clientEvents,
                subscriptionCounts,
                userEvents,
                tlsOnly,
                otherAllowedOrigins,
                otherActivityTimeout,
                authorizationTimeout,
                connections,
                publishesPerSecond,
                readsPerSecond,
                eventBytes,
                channelsPerEvent,
                eventsPerBatch,
                channelNameLength,
                otherMembersPerChannel,
                userInfoBytes,
                otherClientEventsPerSecond,
                clientEventBytes,
                watchedUsers,
                channelsPerConnection,
                subscribesPerSecond,
                cacheSeconds,
                historyEvents,
                historySeconds,
                messagesPerDay,
                messagesPerMonth,
                quotasAreSoft);
    }

    /** What brokers keep to, within what the organisation may. */
    AppLimits limits(Organisation owner) {
        return new AppLimits(
                lower(connections, owner.maxConnections()),
                eventBytes,
                channelsPerEvent,
                eventsPerBatch,
                channelNameLength,
                Math.min(membersPerChannel, owner.maxMembers()),
                userInfoBytes,
                clientEventsPerSecond,
                clientEventBytes,
                watchedUsers,
                channelsPerConnection,
                subscribesPerSecond,
                Duration.ofSeconds(cacheSeconds),
                historyEvents,
                Duration.ofSeconds(historySeconds),
                lower(publishesPerSecond, owner.maxPublishes()),
                readsPerSecond);
    }

    /** What brokers switch on. */
    AppOptions options() {
        return new AppOptions(
                clientEvents,
                subscriptionCounts,
                userEvents,
                false,
                tlsOnly,
                allowedOrigins,
                Duration.ofSeconds(activityTimeout),
                Duration.ofSeconds(authorizationTimeout));
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code limit_above_ceiling} */
    void checkWithin(Organisation owner) {
        checkCeiling("connections", connections, owner.maxConnections());
        checkCeiling("publishes_per_second", publishesPerSecond, owner.maxPublishes());
        checkCeiling("members_per_channel", membersPerChannel, owner.maxMembers());
    }

    private static void checkCeiling(String field, int value, int ceiling) {
        if (ceiling > 0 && value > ceiling) {
            throw Problem.LIMIT_ABOVE_CEILING.because(field + " is " + value
                    + ", and the operator of this platform allows this organisation at most " + ceiling + ".");
        }
    }

    /** The lower of two limits of which 0 is none. */
    private static int lower(int one, int other) {
        return one == 0 ? other : other == 0 ? one : Math.min(one, other);
    }
}
