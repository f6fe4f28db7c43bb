package io.carillon.controlplane.info;

import java.util.Locale;

/** What may be asked about a channel, under Pusher's names. */
public enum Attribute {
    /** Different users in a presence channel. */
    USER_COUNT,
    /** Connections that are subscribed; for presence channels too, against the documentation but as its suites require. */
    SUBSCRIPTION_COUNT,
    /** The last event of a cache channel. */
    CACHE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in {@code info} and in answers. */
    public String word() {
        return word;
    }
}
