package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.InvalidValueException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a key or token may be used for: these operations on channels whose names match one of these patterns.
 *
 * <pre>{@code
 * Scope.of(Operation.PUBLISH).on("private-chat-*", "presence-*");
 * }</pre>
 */
public record Scope(Set<Operation> operations, List<ChannelPattern> channels) {

    /** Everything on every channel. */
    public static final Scope EVERYTHING = new Scope(EnumSet.allOf(Operation.class), List.of(ChannelPattern.EVERY));

    /** @throws InvalidValueException {@code scope_invalid} if it would allow nothing */
    public Scope {
        operations = Set.copyOf(operations);
        channels = List.copyOf(channels);
        if (operations.isEmpty() || channels.isEmpty()) {
            throw new InvalidValueException(
                    "scope_invalid", "The scope allows nothing: name an operation and a channel pattern at least.");
        }
    }

    /** These operations on every channel. */
    public static Scope of(Operation... operations) {
        return new Scope(Set.of(operations), List.of(ChannelPattern.EVERY));
    }

    /** The same, on channels whose names match one of these patterns. */
    public Scope on(String... patterns) {
        return new Scope(operations, Stream.of(patterns).map(ChannelPattern::of).toList());
    }

    static Scope of(Json json) {
        return new Scope(
                Texts.list(json, "operations").stream().map(Operation::of).collect(Collectors.toSet()),
                Texts.list(json, "channels").stream().map(ChannelPattern::of).toList());
    }

    Map<String, Object> fields() {
        return Map.of(
                "operations",
                new TreeSet<>(operations).stream().map(Operation::word).toList(),
                "channels",
                channels);
    }
}
