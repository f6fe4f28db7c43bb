package io.carillon.schema;

import io.carillon.protocol.EventPattern;
import io.carillon.protocol.InvalidValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events a channel takes: JSON text such as {@code {"client-typing":true,"client-move":{"type":"object"},"score*":true}}. A name
 * without {@code *} comes first, then the patterns in their order; an event that neither fits is not taken. {@code true} is any data,
 * {@code false} an event that is not taken though a pattern behind it fits, and an object is a JSON Schema of the data.
 */
public final class AllowedEvents {

    /** The greatest length of the text, in characters. */
    public static final int LONGEST = 65_536;

    private static final int MOST = 100;
    private static final int LONGEST_LIST = 200;
    private static final JsonText JSON = JsonText.strict(50);

    private final String text;
    private final Map<String, DataRule> byName = new HashMap<>();
    private final List<ByPattern> byPattern = new ArrayList<>();
    private final String names;

    private record ByPattern(EventPattern pattern, @Nullable DataRule rule) {}

    private interface Reading {
        DataRule read(String event, String schema);
    }

    private AllowedEvents(String text, Reading reading) {
        this.text = text;
        Set<String> taken = new LinkedHashSet<>();
        for (Map.Entry<String, String> event : fields(text).entrySet()) {
            EventPattern pattern = EventPattern.of(event.getKey());
            DataRule rule = rule(event.getKey(), event.getValue(), reading);
            if (rule != null) {
                taken.add(Words.name(pattern.value()));
            }
            if (pattern.isName()) {
                byName.put(pattern.value(), rule);
            } else {
                byPattern.add(new ByPattern(pattern, rule));
            }
        }
        this.names = taken.isEmpty() ? "none" : Words.list(taken, LONGEST_LIST);
    }

    private static Map<String, String> fields(String text) {
        if (text.length() > LONGEST) {
            throw invalid("has " + text.length() + " characters; at most " + LONGEST + " are allowed");
        }
        Map<String, String> fields;
        try {
            fields = JSON.fields(text);
        } catch (UnusableJsonException e) {
            throw invalid("cannot be read: " + e.words());
        }
        if (fields.size() > MOST) {
            throw invalid("names " + fields.size() + " events; at most " + MOST + " are allowed");
        }
        return fields;
    }

    private static @Nullable DataRule rule(String event, String schema, Reading reading) {
        return switch (schema) {
            case "true" -> DataRule.ANY;
            case "false" -> null;
            default -> reading.read(event, schema);
        };
    }

    /**
     * Reads and checks all of it.
     *
     * @throws InvalidValueException {@code event_rules_invalid}, {@code event_pattern_invalid} or {@code event_schema_invalid}
     */
    public static AllowedEvents of(String text) {
        return new AllowedEvents(text, (event, schema) -> {
            try {
                return DataRule.checked(schema);
            } catch (SchemaException e) {
                throw new InvalidValueException(
                        "event_schema_invalid",
                        "The schema of event " + InvalidValueException.quote(event) + " cannot be used: "
                                + new Complaint(e.pointer(), e.words()) + ".");
            }
        });
    }

    /**
     * Reads what was checked before it was kept. Schemas are looked at when they are needed.
     *
     * @throws InvalidValueException as {@link #of} does, but for schemas
     */
    public static AllowedEvents kept(String text) {
        return new AllowedEvents(text, (event, schema) -> DataRule.kept(schema));
    }

    private static InvalidValueException invalid(String why) {
        return new InvalidValueException(
                "event_rules_invalid",
                "The events of a channel rule " + why
                        + ". Write them as {\"client-move\":{\"type\":\"object\"},\"score*\":true}.");
    }

    /** What the data of such an event must look like; null if the event is not taken. Allocates nothing. */
    public @Nullable DataRule ruleOf(String event) {
        DataRule named = byName.get(event);
        if (named != null || byName.containsKey(event)) {
            return named;
        }
        for (int i = 0; i < byPattern.size(); i++) {
            if (byPattern.get(i).pattern().matches(event)) {
                return byPattern.get(i).rule();
            }
        }
        return null;
    }

    /** The events that are taken, as they stand in the rule, for people; at most 200 characters. */
    public String names() {
        return names;
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AllowedEvents events && text.equals(events.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As {@link #text}. */
    @Override
    public String toString() {
        return text;
    }
}
