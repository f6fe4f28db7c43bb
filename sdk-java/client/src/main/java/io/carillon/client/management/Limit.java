package io.carillon.client.management;

import java.util.Locale;

/**
 * What can be set for an app as a number. Sizes are bytes of UTF-8, times are seconds, rates are per second. Those that are said to go for a
 * channel can be set by a channel rule, too.
 */
public enum Limit {
    /** Silence after which a client is asked whether it is still there. */
    ACTIVITY_TIMEOUT,
    /** How long a connection may go without signing in or subscribing to a private or presence channel; 0 for ever. */
    AUTHORIZATION_TIMEOUT,
    /** Open connections over the whole cluster; 0 for no limit. */
    CONNECTIONS,
    /** Events that the app's servers may publish, one for each channel that is named; 0 for no limit. */
    PUBLISHES_PER_SECOND,
    /** What the app's servers may ask; 0 for no limit. */
    READS_PER_SECOND,
    /** The data of one event; goes for a channel. */
    EVENT_BYTES,
    /** Channels that one publish may name. */
    CHANNELS_PER_EVENT,
    /** Events in one batch. */
    EVENTS_PER_BATCH,
    /** Characters of a channel's name, prefix included. */
    CHANNEL_NAME_LENGTH,
    /** Different users in one presence channel; goes for a channel. */
    MEMBERS_PER_CHANNEL,
    /** What a member tells about itself; goes for a channel. */
    USER_INFO_BYTES,
    /** On one connection; 0 for no limit; goes for a channel. */
    CLIENT_EVENTS_PER_SECOND,
    /** The data of one client event; goes for a channel. */
    CLIENT_EVENT_BYTES,
    /** Users that one connection watches. */
    WATCHED_USERS,
    /** Subscriptions that one connection may hold. */
    CHANNELS_PER_CONNECTION,
    /** On one connection, after a burst. */
    SUBSCRIBES_PER_SECOND,
    /** How long a cache channel keeps its last event; goes for a channel. */
    CACHE_SECONDS,
    /** Events that a channel keeps for those who come back; 0 for none; goes for a channel. */
    HISTORY_EVENTS,
    /** How long it keeps them; goes for a channel. */
    HISTORY_SECONDS,
    /** Messages in and out in a day of UTC, after which nothing more is published; 0 for no quota. */
    MESSAGES_PER_DAY,
    /** The same for a month. */
    MESSAGES_PER_MONTH;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
