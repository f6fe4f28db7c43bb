package io.carillon.controlplane.app;

import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What those who start a process say about its first app. What is null is as it was kept, or made up if nothing was.
 *
 * @param demo whether there is one even if nothing is said of it
 * @param allowedOrigins empty for all
 * @param activityTimeout in seconds
 * @param moved an app that was kept elsewhere before, and is kept in the database from now on
 */
public record FirstAppWish(
        DemoApp demo,
        @Nullable AppId id,
        @Nullable AppKey key,
        @Nullable Secret secret,
        @Nullable Secret token,
        @Nullable List<String> allowedOrigins,
        @Nullable Integer activityTimeout,
        @Nullable Integer clientEventsPerSecond,
        @Nullable Integer membersPerChannel,
        @Nullable FirstApp moved) {

    /** Nothing is said. */
    public static final FirstAppWish NONE =
            new FirstAppWish(DemoApp.TOLERATED, null, null, null, null, null, null, null, null, null);

    private static final String ALL_ORIGINS = "*";

    /**
     * Reads a list of origins.
     *
     * @param text {@code *} for all, or some with commas between them
     * @throws io.carillon.protocol.InvalidValueException {@code allowed_origin_invalid}
     */
    public static List<String> origins(String text) {
        if (text.equals(ALL_ORIGINS)) {
            return List.of();
        }
        List<String> origins =
                Arrays.stream(text.split(",", -1)).map(String::trim).toList();
        origins.forEach(AllowedOrigin::check);
        return origins;
    }

    boolean saysNothing() {
        return id == null && key == null && secret == null && token == null;
    }
}
