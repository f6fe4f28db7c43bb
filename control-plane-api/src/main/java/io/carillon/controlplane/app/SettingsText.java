package io.carillon.controlplane.app;

import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.InvalidValueException;
import io.carillon.schema.AllowedEvents;
import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings and rules as JSON, as they are kept and as they are sent. */
@Singleton
final class SettingsText {

    private static final Argument<List<Rule>> RULES = Argument.listOf(Rule.class);

    private final ObjectMapper json;
    private final JsonNode defaults;

    SettingsText(ObjectMapper json) {
        this.json = json;
        this.defaults = tree(AppSettings.DEFAULTS);
    }

    /** As it is kept. */
    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory does not fail", e);
        }
    }

    /** What was kept; what an older version did not know is as the defaults have it. */
    AppSettings settings(String kept) {
        try {
            return read(overlaid(defaults, json.readValue(kept, JsonNode.class)));
        } catch (IOException e) {
            throw new UncheckedIOException("settings that were kept cannot be read", e);
        }
    }

    /** What was kept. */
    List<Rule> rules(String kept) {
        try {
            return json.readValue(kept, RULES);
        } catch (IOException e) {
            throw new UncheckedIOException("rules that were kept cannot be read", e);
        }
    }

    /** What a rule that was kept says of events; null if it says nothing. */
    @Nullable
    AllowedEvents events(Rule kept) {
        return kept.events() == null ? null : AllowedEvents.kept(write(kept.events()));
    }

    /**
     * Settings with what was sent in the place of what they say.
     *
     * @param sent an object with some of the fields
     * @throws Refusal {@code field_unknown}, {@code field_type_wrong} or {@code value_out_of_range}
     */
    AppSettings changed(AppSettings before, JsonNode sent) {
        if (!sent.isObject()) {
            throw Problem.FIELD_TYPE_WRONG.because("settings must be an object.");
        }
        for (Map.Entry<String, JsonNode> field : sent.entries()) {
            if (defaults.get(field.getKey()) == null) {
                throw Problem.FIELD_UNKNOWN.because(
                        "settings has a field " + InvalidValueException.quote(field.getKey())
                                + ", which there is not. /openapi.yml lists those that there are.");
            }
            if (field.getValue().isNull()) {
                throw Problem.FIELD_TYPE_WRONG.because("settings." + field.getKey()
                        + " is null. Leave it out to keep it as it is; 0 is no limit where there may be none.");
            }
        }
        try {
            return read(overlaid(tree(before), sent));
        } catch (IOException wrong) {
            throw reason(wrong);
        }
    }

    /** The settings' fields by the names under which they are sent. */
    Map<String, Object> fields(AppSettings settings) {
        var fields = new LinkedHashMap<String, Object>();
        tree(settings)
                .entries()
                .forEach(field -> fields.put(
                        field.getKey(), String.valueOf(field.getValue().getValue())));
        return fields;
    }

    private static RuntimeException reason(IOException wrong) {
        for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal || cause instanceof InvalidValueException) {
                return (RuntimeException) cause;
            }
        }
        return Problem.FIELD_TYPE_WRONG.because(
                "A field of settings has a value of another type than it must have: numbers are whole, switches true or false,"
                        + " allowed_origins is a list of strings.");
    }

    private AppSettings read(JsonNode tree) throws IOException {
        return json.readValueFromTree(tree, AppSettings.class);
    }

    private JsonNode tree(AppSettings settings) {
        try {
            return json.writeValueToTree(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("a tree in memory does not fail", e);
        }
    }

    private static JsonNode overlaid(JsonNode below, JsonNode above) {
        var fields = new LinkedHashMap<String, JsonNode>();
        below.entries().forEach(field -> fields.put(field.getKey(), field.getValue()));
        above.entries().forEach(field -> {
            if (fields.containsKey(field.getKey())) {
                fields.put(field.getKey(), field.getValue());
            }
        });
        return JsonNode.createObjectNode(fields);
    }
}
