package io.carillon.backplane;

import java.time.Duration;

/**
 * How much an app may do. Sizes are bytes of UTF-8, rates are per second.
 *
 * @param connections open connections over the whole cluster; 0 for no limit
 * @param eventBytes {@code data} of one event
 * @param channelsPerEvent channels that one publish may name
 * @param eventsPerBatch events in one batch
 * @param channelNameLength characters, prefix included; at most {@link io.carillon.protocol.ChannelName#MAX_LENGTH}
 * @param membersPerChannel different users in one presence channel
 * @param userInfoBytes what a member tells about itself
 * @param clientEventsPerSecond on one connection; 0 for no limit
 * @param clientEventBytes {@code data} of one client event
 * @param watchedUsers users that one connection watches
 * @param channelsPerConnection subscriptions that one connection may hold
 * @param subscribesPerSecond on one connection, after a burst of {@code channelsPerConnection}
 * @param cacheFor how long a cache channel keeps its last event
 * @param historyEvents events that a channel keeps for those who come back; 0 for none
 * @param historyFor how long it keeps them
 * @param publishesPerSecond events that its servers may publish, over the whole cluster: one for each channel that is
 *     named; 0 for no limit
 * @param readsPerSecond what its servers may ask, over the whole cluster; 0 for no limit
 */
public record AppLimits(
        int connections,
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
        Duration cacheFor,
        int historyEvents,
        Duration historyFor,
        int publishesPerSecond,
        int readsPerSecond) {

    /** What Pusher documents, and our own numbers where it is silent. */
    public static final AppLimits DEFAULTS = new AppLimits(
            0,
            10_240,
            100,
            10,
            200,
            100,
            1_024,
            10,
            10_240,
            100,
            500,
            100,
            Duration.ofMinutes(30),
            100,
            Duration.ofMinutes(2),
            0,
            0);

    /** The same, with another limit on connections. */
    public AppLimits withConnections(int limit) {
        return with(limit, membersPerChannel, clientEventsPerSecond);
    }

    /** The same, with another limit on members. */
    public AppLimits withMembersPerChannel(int limit) {
        return with(connections, limit, clientEventsPerSecond);
    }

    /** The same, with another rate of client events. */
    public AppLimits withClientEventsPerSecond(int limit) {
        return with(connections, membersPerChannel, limit);
    }

    /** The same, with other rates over the whole cluster. */
    public AppLimits withRates(int otherPublishesPerSecond, int otherReadsPerSecond) {
        return new AppLimits(
                connections,
                eventBytes,
                channelsPerEvent,
                eventsPerBatch,
                channelNameLength,
                membersPerChannel,
                userInfoBytes,
                clientEventsPerSecond,
                clientEventBytes,
                watchedUsers,
                channelsPerConnection,
                subscribesPerSecond,
                cacheFor,
                historyEvents,
                historyFor,
                otherPublishesPerSecond,
                otherReadsPerSecond);
    }

    private AppLimits with(int otherConnections, int otherMembersPerChannel, int otherClientEventsPerSecond) {
        return new AppLimits(
                otherConnections,
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
                cacheFor,
                historyEvents,
                historyFor,
                publishesPerSecond,
                readsPerSecond);
    }
}
