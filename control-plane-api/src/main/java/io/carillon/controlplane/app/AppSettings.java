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
 * second; 0 is no limit where it says so.
 *
 * @param clientEvents whether subscribers may send events to each other
 * @param subscriptionCounts whether subscribers are told how many they are
 * @param userEvents whether users may sign in, be watched and be sent events
 * @param tlsOnly whether a connection in clear text is refused
 * @param allowedOrigins origins that browsers may connect from, as {@code https://example.com} or {@code https://*.example.com}; empty
 *     for any
 * @param activityTimeout silence after which a client is asked whether it is still there
 * @param authorizationTimeout how long a connection may go without signing in or subscribing to a private or presence channel; 0 for
 *     ever
 * @param connections open connections over the whole cluster; 0 for no limit
 * @param publishesPerSecond events that the app's servers may publish, one for each channel that is named; 0 for no limit
 * @param readsPerSecond what the app's servers may ask; 0 for no limit
 * @param eventBytes {@code data} of one event
 * @param channelsPerEvent channels that one publish may name
 * @param eventsPerBatch events in one batch
 * @param channelNameLength characters, prefix included
 * @param membersPerChannel different users in one presence channel
 * @param userInfoBytes what a member tells about itself
 * @param clientEventsPerSecond on one connection; 0 for no limit
 * @param clientEventBytes {@code data} of one client event
 * @param watchedUsers users that one connection watches
 * @param channelsPerConnection subscriptions that one connection may hold
 * @param subscribesPerSecond on one connection, after a burst
 * @param cacheSeconds how long a cache channel keeps its last event
 * @param historyEvents events that a channel keeps for those who come back; 0 for none
 * @param historySeconds how long it keeps them
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

    private static final int MOST_ORIGINS = 100;

    /** What a new app has: Pusher's limits, and everything beyond plain channels off. */
    public static final AppSettings DEFAULTS = of(AppLimits.DEFAULTS, AppOptions.DEFAULTS);

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    public AppSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        if (allowedOrigins.size() > MOST_ORIGINS) {
            throw SettingRange.outOfRange(
                    "allowed_origins", allowedOrigins.size() + " items", "0 to " + MOST_ORIGINS + " items");
        }
        allowedOrigins.forEach(AllowedOrigin::check);
        SettingRange.checkSetting("activity_timeout", activityTimeout);
        SettingRange.checkSetting("authorization_timeout", authorizationTimeout);
        SettingRange.checkSetting("connections", connections);
        SettingRange.checkSetting("publishes_per_second", publishesPerSecond);
        SettingRange.checkSetting("reads_per_second", readsPerSecond);
        SettingRange.checkSetting("event_bytes", eventBytes);
        SettingRange.checkSetting("channels_per_event", channelsPerEvent);
        SettingRange.checkSetting("events_per_batch", eventsPerBatch);
        SettingRange.checkSetting("channel_name_length", channelNameLength);
        SettingRange.checkSetting("members_per_channel", membersPerChannel);
        SettingRange.checkSetting("user_info_bytes", userInfoBytes);
        SettingRange.checkSetting("client_events_per_second", clientEventsPerSecond);
        SettingRange.checkSetting("client_event_bytes", clientEventBytes);
        SettingRange.checkSetting("watched_users", watchedUsers);
        SettingRange.checkSetting("channels_per_connection", channelsPerConnection);
        SettingRange.checkSetting("subscribes_per_second", subscribesPerSecond);
        SettingRange.checkSetting("cache_seconds", cacheSeconds);
        SettingRange.checkSetting("history_events", historyEvents);
        SettingRange.checkSetting("history_seconds", historySeconds);
        SettingRange.checkSetting("messages_per_day", messagesPerDay);
        SettingRange.checkSetting("messages_per_month", messagesPerMonth);
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
