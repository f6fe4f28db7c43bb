package io.carillon.controlplane.app;

import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What those who start a process say about its first app. What is null is as it was kept, or made up if nothing was.
 *
 * @param needed whether there must be one, as for development; otherwise there is one only if something is said of it
 * @param activityTimeout in seconds
 * @param moved an app that was kept elsewhere before, and is kept in the database from now on
 */
public record FirstAppWish(
        boolean needed,
        @Nullable AppId id,
        @Nullable AppKey key,
        @Nullable Secret secret,
        @Nullable Secret token,
        @Nullable Integer activityTimeout,
        @Nullable Integer clientEventsPerSecond,
        @Nullable Integer membersPerChannel,
        @Nullable FirstApp moved) {

    /** Nothing is said. */
    public static final FirstAppWish NONE = new FirstAppWish(false, null, null, null, null, null, null, null, null);

    boolean saysNothing() {
        return id == null && key == null && secret == null && token == null;
    }
}
