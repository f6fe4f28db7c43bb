package io.carillon.backplane;

import java.time.Duration;
import java.util.List;

/**
 * What an app has switched on.
 *
 * @param clientEvents whether subscribers may send events to each other
 * @param subscriptionCounts whether subscribers are told how many they are
 * @param userEvents whether users may sign in, be watched and be sent events
 * @param webhooks whether what becomes of its channels and members is queued for its servers
 * @param tlsOnly whether a connection in clear text is refused
 * @param allowedOrigins origins that browsers may connect from, as {@code https://example.com} or {@code https://*.example.com}; empty
 *     for any. A connection without an Origin is no browser and passes.
 * @param activityTimeout silence after which a client is asked whether it is still there; whole seconds, more than 0
 * @param authorizationTimeout how long a connection may go without signing in or subscribing to a private or presence
 *     channel; zero for ever
 */
public record AppOptions(
        boolean clientEvents,
        boolean subscriptionCounts,
        boolean userEvents,
        boolean webhooks,
        boolean tlsOnly,
        List<String> allowedOrigins,
        Duration activityTimeout,
        Duration authorizationTimeout) {

    /** Pusher's defaults: everything beyond plain channels is off. */
    public static final AppOptions DEFAULTS =
            new AppOptions(false, false, false, false, false, List.of(), Duration.ofMinutes(2), Duration.ZERO);

    /**
     * What the first app of a new installation has: all that a developer may want to try. Webhooks are not in it: there is
     * nowhere to send them yet.
     */
    public static final AppOptions EVERYTHING_ON =
            new AppOptions(true, true, true, false, false, List.of(), Duration.ofMinutes(2), Duration.ZERO);

    public AppOptions {
        if (activityTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("clients refuse an activity timeout of 0");
        }
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
