package io.carillon.controlplane.info;

import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.InvalidValueException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The {@code info} of a request: which attributes it asks for.
 *
 * @param attributes none if nothing was asked
 */
public record Info(Set<Attribute> attributes) {

    /** Nothing is asked. */
    public static final Info NONE = new Info(Set.of());

    private static final Set<Attribute> ALL = EnumSet.allOf(Attribute.class);

    /**
     * Reads a comma separated list; null and the empty text ask nothing.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code info_unknown}
     */
    public static Info of(@Nullable String text) {
        return of(text, ALL);
    }

    /**
     * The same, where only some attributes may be asked for.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code info_unknown}
     */
    public static Info of(@Nullable String text, Set<Attribute> allowed) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        var asked = EnumSet.noneOf(Attribute.class);
        for (String word : text.split(",", -1)) {
            asked.add(attribute(word.trim(), allowed));
        }
        return new Info(asked);
    }

    private static Attribute attribute(String word, Set<Attribute> allowed) {
        for (Attribute attribute : allowed) {
            if (attribute.word().equals(word)) {
                return attribute;
            }
        }
        // Suites search for the words up to "attributes".
        throw Problem.INFO_UNKNOWN.because("info should be a comma separated list of attributes, and "
                + InvalidValueException.quote(word) + " is none of those there are here: "
                + allowed.stream().map(Attribute::word).collect(Collectors.joining(", ")) + ".");
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    public boolean asks(Attribute attribute) {
        return attributes.contains(attribute);
    }
}
