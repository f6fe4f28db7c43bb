package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.client.json.JsonWriter;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.InvalidValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds for channels whose names match a pattern, instead of what the app's settings say.
 *
 * <pre>{@code
 * Rule.of("private-board-*")
 *         .withSettings(Settings.none().with(Flag.CLIENT_EVENTS, true))
 *         .taking(Map.of("client-move", Map.of("type", "object", "required", List.of("x", "y"))));
 * }</pre>
 *
 * @param settings what is not named stays as the app has it
 * @param events which events the channels take, as JSON text: names, in which {@code *} stands for any run of characters, with {@code true},
 *     {@code false} or a JSON Schema of the data; null takes any
 */
public record Rule(
        ChannelPattern pattern, Settings settings, @Nullable String events) {

    /** @throws InvalidValueException {@code event_rules_invalid} if the events are no text of a JSON object */
    public Rule {
        if (events != null && !isObject(events)) {
            throw new InvalidValueException(
                    "event_rules_invalid",
                    "The events of a rule are the text of a JSON object, as {\"client-typing\":true}.");
        }
    }

    /**
     * A rule that changes nothing yet.
     *
     * @throws InvalidValueException {@code channel_pattern_invalid}
     */
    public static Rule of(String pattern) {
        return new Rule(ChannelPattern.of(pattern), Settings.none(), null);
    }

    /** The same with these settings. */
    public Rule withSettings(Settings other) {
        return new Rule(pattern, other, events);
    }

    /** The same, and no other events than these are taken, in this order. */
    public Rule taking(Map<String, ?> namesAndSchemas) {
        return new Rule(pattern, settings, JsonWriter.write(namesAndSchemas));
    }

    static Rule of(Json json) {
        Json events = json.get("events");
        return new Rule(
                ChannelPattern.of(Texts.required(json, "pattern")),
                Settings.of(json),
                events == null ? null : events.source());
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("pattern", pattern);
        fields.putAll(settings.fields());
        if (events != null) {
            fields.put("events", Json.read(events));
        }
        return fields;
    }

    private static boolean isObject(String text) {
        try {
            return Json.read(text).isObject();
        } catch (JsonException notJson) {
            return false;
        }
    }
}
