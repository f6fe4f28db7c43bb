package io.carillon.client.rest;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be asked about a channel. */
public enum Info {
    /** How many different users are there; of presence channels only. */
    USER_COUNT,
    /** How many connections are subscribed. */
    SUBSCRIPTION_COUNT,
    /** The last event that a cache channel keeps. */
    CACHE;

    /** As the HTTP API has it: {@code user_count,subscription_count}. */
    static String list(Info... asked) {
        return Arrays.stream(asked)
                .distinct()
                .map(info -> info.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }
}
