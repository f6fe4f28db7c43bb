package io.carillon.token;

import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.InvalidValueException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a token may do on which channels. What several patterns give adds up; what none gives is not allowed. Channels on
 * which a server reaches one user are never among them, not even by {@code *}: they are their user's alone.
 */
public final class Capabilities {

    /** Nothing, anywhere. */
    public static final Capabilities NONE = new Capabilities(List.of(), new int[0], null);

    /** How many patterns a token may have. */
    public static final int MAX_PATTERNS = 100;

    /** What a token can give. {@link Operation#ADMIN} is for servers. */
    static final Set<Operation> OPERATIONS =
            Set.copyOf(EnumSet.of(Operation.SUBSCRIBE, Operation.PUBLISH, Operation.PRESENCE, Operation.HISTORY));

    private static final String NAMES = "subscribe, publish, presence and history";

    private final List<ChannelPattern> patterns;
    // For each pattern a bit for each operation: they are asked for with every message.
    private final int[] operations;
    private final @Nullable Scope limit;

    private Capabilities(List<ChannelPattern> patterns, int[] operations, @Nullable Scope limit) {
        this.patterns = patterns;
        this.operations = operations;
        this.limit = limit;
    }

    /**
     * What these patterns give.
     *
     * @throws InvalidValueException {@code capabilities_invalid}
     */
    public static Capabilities of(Map<ChannelPattern, Set<Operation>> grants) {
        if (grants.size() > MAX_PATTERNS) {
            throw invalid("there are " + grants.size() + " channel patterns; at most " + MAX_PATTERNS + " are allowed");
        }
        // In one order, so that those who give the same are equal.
        List<ChannelPattern> patterns = grants.keySet().stream()
                .sorted(Comparator.comparing(ChannelPattern::value))
                .toList();
        return new Capabilities(
                patterns, patterns.stream().mapToInt(p -> bits(p, grants)).toArray(), null);
    }

    private static int bits(ChannelPattern pattern, Map<ChannelPattern, Set<Operation>> grants) {
        if (pattern.value().startsWith("#")) {
            throw invalid("the channels of single users cannot be given away");
        }
        Set<Operation> operations = grants.getOrDefault(pattern, Set.of());
        if (!OPERATIONS.containsAll(operations)) {
            throw invalid("admin is for servers; a token can give " + NAMES);
        }
        return operations.stream().mapToInt(Capabilities::bit).sum();
    }

    /**
     * Reads the form that tokens have: {@code {"private-chat-*":["subscribe","publish"],"presence-*":["presence"]}}.
     *
     * @param claim patterns, each with a list of names of operations; as it came out of JSON
     * @throws InvalidValueException {@code capabilities_invalid} or {@code channel_pattern_invalid}
     */
    static Capabilities ofClaim(Map<String, Object> claim) {
        if (claim.size() > MAX_PATTERNS) {
            throw invalid("there are " + claim.size() + " channel patterns; at most " + MAX_PATTERNS + " are allowed");
        }
        Map<ChannelPattern, Set<Operation>> grants = new LinkedHashMap<>();
        claim.forEach((pattern, names) -> grants.put(ChannelPattern.of(pattern), operations(pattern, names)));
        return of(grants);
    }

    static Set<Operation> operations(String pattern, Object names) {
        if (!(names instanceof List<?> list) || list.size() > 2 * OPERATIONS.size()) {
            throw invalid("what " + InvalidValueException.quote(pattern) + " gives must be a list of " + NAMES);
        }
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        for (Object name : list) {
            operations.add(operation(name));
        }
        return operations;
    }

    private static Operation operation(Object name) {
        for (Operation operation : OPERATIONS) {
            if (operation.name().toLowerCase(Locale.ROOT).equals(name)) {
                return operation;
            }
        }
        throw invalid(InvalidValueException.quote(String.valueOf(name)) + " is no operation that a token can give; use "
                + NAMES);
    }

    private static InvalidValueException invalid(String why) {
        return new InvalidValueException("capabilities_invalid", "Invalid capabilities: " + why + ".");
    }

    private static int bit(Operation operation) {
        return 1 << operation.ordinal();
    }

    /** The same, but never more than the scope allows. */
    Capabilities within(Scope scope) {
        return scope.equals(Scope.EVERYTHING) ? this : new Capabilities(patterns, operations, scope);
    }

    /** Whether this is allowed on the channel. Allocates nothing. */
    public boolean allows(Operation operation, ChannelName channel) {
        if (channel.type() == ChannelType.SERVER_TO_USER || (limit != null && !limit.allows(operation, channel))) {
            return false;
        }
        int bit = bit(operation);
        for (int i = 0; i < operations.length; i++) {
            if ((operations[i] & bit) != 0 && patterns.get(i).matches(channel)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this would be allowed on the channel if the scope of whoever signed reached as far. */
    public boolean grants(Operation operation, ChannelName channel) {
        return new Capabilities(patterns, operations, null).allows(operation, channel);
    }

    /** What the patterns give, in the order of the patterns, whatever the scope of whoever signed. */
    public Map<ChannelPattern, List<Operation>> grants() {
        Map<ChannelPattern, List<Operation>> grants = new LinkedHashMap<>();
        for (int i = 0; i < operations.length; i++) {
            int bits = operations[i];
            grants.put(
                    patterns.get(i),
                    Arrays.stream(Operation.values())
                            .filter(o -> (bits & bit(o)) != 0)
                            .toList());
        }
        return grants;
    }

    /** The scope of whoever signed, beyond which nothing is given; null if it reaches everywhere. */
    public @Nullable Scope limit() {
        return limit;
    }

    /** Whether nothing is allowed anywhere. */
    public boolean isEmpty() {
        return Arrays.stream(operations).allMatch(bits -> bits == 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Capabilities that
                && patterns.equals(that.patterns)
                && Arrays.equals(operations, that.operations)
                && Objects.equals(limit, that.limit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(patterns, Arrays.hashCode(operations), limit);
    }

    @Override
    public String toString() {
        return "Capabilities" + grants() + (limit == null ? "" : " within " + limit);
    }
}
