package io.carillon.controlplane.app;

import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.InvalidValueException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scope as words: {@code publish}, {@code subscribe}, {@code presence}, {@code history}, {@code admin}, and channel patterns. */
final class ScopeText {

    private static final int MOST_PATTERNS = 50;
    private static final String BLANK = " ";

    private ScopeText() {}

    /**
     * Reads what somebody sent.
     *
     * @param operations null for all
     * @param channels null for every channel
     * @throws InvalidValueException {@code scope_invalid} or {@code channel_pattern_invalid}
     */
    static Scope read(@Nullable List<String> operations, @Nullable List<String> channels) {
        if ((operations != null && operations.isEmpty()) || (channels != null && channels.isEmpty())) {
            throw invalid("an empty list would allow nothing. Leave it out to allow all");
        }
        if (channels != null && channels.size() > MOST_PATTERNS) {
            throw invalid("it has " + channels.size() + " channel patterns; at most " + MOST_PATTERNS + " are allowed");
        }
        Set<Operation> allowed = operations == null
                ? EnumSet.allOf(Operation.class)
                : operations.stream().map(ScopeText::operation).collect(Collectors.toSet());
        List<ChannelPattern> patterns = channels == null
                ? List.of(ChannelPattern.EVERY)
                : channels.stream().map(ChannelPattern::of).toList();
        return new Scope(allowed, patterns);
    }

    private static Operation operation(String word) {
        return Arrays.stream(Operation.values())
                .filter(operation -> word(operation).equals(word))
                .findFirst()
                .orElseThrow(() -> invalid("there is no operation " + InvalidValueException.quote(word) + "; there are "
                        + Arrays.stream(Operation.values()).map(ScopeText::word).collect(Collectors.joining(", "))));
    }

    private static InvalidValueException invalid(String why) {
        return new InvalidValueException("scope_invalid", "The scope cannot be: " + why + ".");
    }

    /** The words of its operations, in their order. */
    static List<String> operations(Scope scope) {
        return scope.operations().stream().sorted().map(ScopeText::word).toList();
    }

    /** The texts of its patterns. */
    static List<String> channels(Scope scope) {
        return scope.channels().stream().map(ChannelPattern::value).toList();
    }

    /** As operations are kept. */
    static String keptOperations(Scope scope) {
        return String.join(BLANK, operations(scope));
    }

    /** As patterns are kept. */
    static String keptChannels(Scope scope) {
        return String.join(BLANK, channels(scope));
    }

    /** What was kept. */
    static Scope kept(String operations, String channels) {
        return new Scope(
                Stream.of(operations.split(BLANK)).map(ScopeText::operation).collect(Collectors.toSet()),
                Stream.of(channels.split(BLANK)).map(ChannelPattern::of).toList());
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }
}
