package io.carillon.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which claims of a token say what. A claim that is not there says nothing.
 *
 * @param userId who the user is: a string, or a whole number
 * @param userInfo what others are told about the user: an object
 * @param shown names of claims that are told to others besides, each under its own name, as {@code name} and {@code picture}
 * @param capabilities what is allowed on which channels; null if tokens of this issuer never say
 * @param watchlist ids of users who are watched; null if tokens of this issuer never say
 */
public record ClaimMapping(
        ClaimPath userId,
        @Nullable ClaimPath userInfo,
        List<String> shown,
        @Nullable ClaimPath capabilities,
        @Nullable ClaimPath watchlist) {

    /** Our own words: sub, user_info, capabilities, watchlist. */
    public static final ClaimMapping OURS = new ClaimMapping(
            ClaimPath.of("sub"),
            ClaimPath.of("user_info"),
            List.of(),
            ClaimPath.of("capabilities"),
            ClaimPath.of("watchlist"));

    /** An identity provider that knows nothing of ours: the user is sub, and nothing is told about them. */
    public static final ClaimMapping IDENTITY_ONLY = new ClaimMapping(ClaimPath.of("sub"), null, List.of(), null, null);

    public ClaimMapping {
        shown = List.copyOf(shown);
    }

    /** The same, with claims that are told to others. */
    public ClaimMapping withShown(List<String> names) {
        return new ClaimMapping(userId, userInfo, names, capabilities, watchlist);
    }

    /** The same, with another claim for the user's id. */
    public ClaimMapping withUserId(String path) {
        return new ClaimMapping(ClaimPath.of(path), userInfo, shown, capabilities, watchlist);
    }
}
