package io.carillon.token;

import io.carillon.backplane.Operation;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of an issuer give that knows nothing of channels. {@code {user}} in a pattern stands for the id of the token's user:
 * {@code private-inbox-{user}} gives each user a channel of their own.
 *
 * @param grants patterns and what is given by them
 */
public record CapabilityTemplate(Map<String, Set<Operation>> grants) {

    /** Gives nothing. */
    public static final CapabilityTemplate NOTHING = new CapabilityTemplate(Map.of());

    private static final String USER = "{user}";

    /** @throws InvalidValueException {@code capabilities_invalid} or {@code channel_pattern_invalid} */
    public CapabilityTemplate {
        Map<String, Set<Operation>> copy = new LinkedHashMap<>();
        grants.forEach((pattern, operations) -> copy.put(pattern, Set.copyOf(operations)));
        grants = Collections.unmodifiableMap(copy);
        // Refused here and now, and not with the first token.
        var unused = expand(grants, "u");
    }

    /** What the token of this user gives; null for a token without user, which gets nothing that is meant for one. */
    Capabilities of(@Nullable UserId user) {
        return expand(grants, user != null && isPlain(user.value()) ? user.value() : null);
    }

    private static Capabilities expand(Map<String, Set<Operation>> grants, @Nullable String user) {
        Map<ChannelPattern, Set<Operation>> expanded = new LinkedHashMap<>();
        grants.forEach((pattern, operations) -> {
            String filled = user == null ? pattern : pattern.replace(USER, user);
            // An id may be too long for the channel that it would be part of: there is no such channel then.
            if (!filled.contains(USER) && (filled.equals(pattern) || filled.length() <= ChannelName.MAX_LENGTH)) {
                expanded.merge(ChannelPattern.of(filled), operations, CapabilityTemplate::both);
            }
        });
        return Capabilities.of(expanded);
    }

    /** Two patterns may come to the same when they are filled. */
    private static Set<Operation> both(Set<Operation> some, Set<Operation> others) {
        Set<Operation> all = EnumSet.noneOf(Operation.class);
        all.addAll(some);
        all.addAll(others);
        return all;
    }

    /** Whether an id can be part of a pattern. A star in it would open the channels of others. */
    private static boolean isPlain(String id) {
        if (id.indexOf('*') >= 0) {
            return false;
        }
        try {
            var unused = ChannelPattern.of(id);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }
}
