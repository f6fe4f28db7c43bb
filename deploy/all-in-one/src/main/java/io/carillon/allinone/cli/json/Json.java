package io.carillon.allinone.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value, read without expectations: what is not there reads as nothing, so that a platform which is a little older or newer is
 * no trouble.
 */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private static final Json NOTHING = new Json(null);

    private final @Nullable Object value;

    private Json(@Nullable Object value) {
        this.value = value;
    }

    /** The value in a text; nothing if it is no JSON. */
    public static Json read(String text) {
        try {
            return parse(text);
        } catch (IOException noJson) {
            return NOTHING;
        }
    }

    /** The value in a text that somebody wrote, and wants to know what is wrong with. */
    public static Json parse(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            Json read = first == null ? NOTHING : new Json(value(parser));
            if (parser.nextToken() != null) {
                throw new IOException("more follows behind the value");
            }
            return read;
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var fields = new LinkedHashMap<String, Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield fields;
            }
            case START_ARRAY -> {
                var items = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            default -> parser.getText();
        };
    }

    /** Maps, lists, strings, numbers, flags and null as JSON. */
    public static String write(@Nullable Object value) {
        var text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory does not fail", e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator to) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            to.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                to.writeFieldName(String.valueOf(field.getKey()));
                write(field.getValue(), to);
            }
            to.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            to.writeStartArray();
            for (Object item : items) {
                write(item, to);
            }
            to.writeEndArray();
        } else if (value instanceof Boolean flag) {
            to.writeBoolean(flag);
        } else if (value instanceof Number number) {
            to.writeNumber(number.toString());
        } else if (value == null) {
            to.writeNull();
        } else {
            to.writeString(value.toString());
        }
    }

    /** The value of a field; nothing if there is no such field, or this is no object. */
    public Json at(String field) {
        return value instanceof Map<?, ?> fields ? new Json(fields.get(field)) : NOTHING;
    }

    public boolean isNothing() {
        return value == null;
    }

    public boolean isList() {
        return value instanceof List;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    /** The items of a list; none if it is no list. */
    public List<Json> items() {
        return value instanceof List<?> items ? items.stream().map(Json::new).toList() : List.of();
    }

    /** The fields of an object in their order; none if it is no object. */
    public Map<String, Json> fields() {
        var fields = new LinkedHashMap<String, Json>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put(String.valueOf(name), new Json(field)));
        }
        return fields;
    }

    /** As a person reads it; empty for nothing. */
    public String text() {
        return value == null
                ? ""
                : value instanceof List
                        ? items().stream().map(Json::text).collect(Collectors.joining(", "))
                        : value instanceof Map ? write(value) : value.toString();
    }

    /** As maps, lists and so on. */
    public @Nullable Object raw() {
        return value;
    }
}
