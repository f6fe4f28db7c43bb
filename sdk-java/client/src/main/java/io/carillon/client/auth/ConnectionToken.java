package io.carillon.client.auth;

import io.carillon.client.json.Json;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.InvalidValueException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a connection token says: who its holder is, what the holder may do on which channels, and for how long.
 *
 * <pre>{@code
 * ConnectionToken.forUser(User.of("ann").withInfo(Map.of("name", "Ann")))
 *         .allow("private-chat-*", Capability.SUBSCRIBE, Capability.PUBLISH)
 *         .allow("presence-*", Capability.PRESENCE)
 *         .lasting(Duration.ofHours(1));
 * }</pre>
 *
 * <p>docs/tokens.md says what each claim means and when a token is refused.
 *
 * @param user whose it is; null for a holder who is nobody in particular
 * @param capabilities what it gives on channels whose names match; what several patterns give adds up
 * @param lifetime from its making; more than nothing and at most a day
 * @param id by which it can be revoked, the claim {@code jti}: 1 to 128 characters
 */
public record ConnectionToken(
        @Nullable User user, Map<ChannelPattern, Set<Capability>> capabilities, Duration lifetime, String id) {

    private static final int MAX_PATTERNS = 100;
    private static final int MAX_ID = 128;

    /** @throws InvalidValueException {@code token_lifetime_too_long} or {@code token_claim_invalid} */
    public ConnectionToken {
        capabilities = Map.copyOf(capabilities);
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(Duration.ofDays(1)) > 0) {
            throw new InvalidValueException(
                    "token_lifetime_too_long",
                    "A connection token lasts between a second and a day, and not " + lifetime
                            + ": clients fetch a new one in time.");
        }
        if (capabilities.size() > MAX_PATTERNS) {
            throw new InvalidValueException(
                    "token_claim_invalid",
                    "A token has at most " + MAX_PATTERNS + " channel patterns: join some of them.");
        }
        if (id.isEmpty() || id.length() > MAX_ID) {
            throw new InvalidValueException(
                    "token_claim_invalid", "The id of a token has 1 to " + MAX_ID + " characters.");
        }
    }

    /** A token of this user for an hour that gives nothing yet. */
    public static ConnectionToken forUser(User user) {
        return new ConnectionToken(
                user, Map.of(), Duration.ofHours(1), UUID.randomUUID().toString());
    }

    /** A token of nobody in particular for an hour that gives nothing yet. */
    public static ConnectionToken forAnybody() {
        return new ConnectionToken(
                null, Map.of(), Duration.ofHours(1), UUID.randomUUID().toString());
    }

    /** The same, giving this as well. */
    public ConnectionToken allow(String pattern, Capability... what) {
        var more = new LinkedHashMap<>(capabilities);
        more.merge(ChannelPattern.of(pattern), Set.of(what), (had, given) -> {
            var both = new TreeSet<>(had);
            both.addAll(given);
            return both;
        });
        return new ConnectionToken(user, more, lifetime, id);
    }

    /** The same, for another time. */
    public ConnectionToken lasting(Duration time) {
        return new ConnectionToken(user, capabilities, time, id);
    }

    /** The same under another id. */
    public ConnectionToken withId(String other) {
        return new ConnectionToken(user, capabilities, lifetime, other);
    }

    Map<String, Object> claims(Instant now) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("jti", id);
        // With milliseconds: a token of the same second as a revocation is told from those before it.
        claims.put("iat", BigDecimal.valueOf(now.toEpochMilli(), 3));
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        if (user != null) {
            claims.put("sub", user.id());
            if (!user.tellsNothing()) {
                claims.put("user_info", Json.read(user.info()));
            }
            if (!user.watchlist().isEmpty()) {
                claims.put("watchlist", user.watchlist());
            }
        }
        var given = new LinkedHashMap<String, List<String>>();
        capabilities.forEach((pattern, what) -> given.put(
                pattern.value(),
                new TreeSet<>(what).stream().map(Capability::word).toList()));
        claims.put("capabilities", given);
        return claims;
    }
}
