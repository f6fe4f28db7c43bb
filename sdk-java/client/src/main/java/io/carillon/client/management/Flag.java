package io.carillon.client.management;

import java.util.Locale;

/** What can be switched on or off for an app; {@link #CLIENT_EVENTS} and {@link #SUBSCRIPTION_COUNTS} by a channel rule, too. */
public enum Flag {
    /** Whether subscribers may send events to each other. */
    CLIENT_EVENTS,
    /** Whether subscribers are told how many they are. */
    SUBSCRIPTION_COUNTS,
    /** Whether users may sign in, be watched and be sent events. */
    USER_EVENTS,
    /** Whether a connection in clear text is refused. */
    TLS_ONLY,
    /** Whether a quota that is used up only raises an alert. */
    QUOTAS_ARE_SOFT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
