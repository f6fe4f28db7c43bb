package io.carillon.token.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: {@code Map<String, Object>} in the order of the text, {@code List<Object>}, {@code String}, {@link
 * JsonNumber}, {@code Boolean} and {@link JsonNull}.
 *
 * <p>Two readers that disagree about which of two equal names counts are how a checked text becomes another one: an object
 * that says a name twice is refused, at any depth.
 */
public final class Json {

    /** How deep arrays and objects may be nested. */
    public static final int MAX_DEPTH = 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names are a stranger's: they are not to fill a table that is kept.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Json() {}

    /** Reads one JSON object in UTF-8, with nothing behind it. */
    public static Map<String, Object> object(byte[] utf8) throws MalformedJsonException {
        try {
            return object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("it is not UTF-8");
        }
    }

    /** Reads one JSON object, with nothing behind it. */
    public static Map<String, Object> object(String text) throws MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJsonException("it is not a JSON object");
            }
            Map<String, Object> object = readObject(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("something follows the JSON object");
            }
            return object;
        } catch (IOException e) {
            throw new MalformedJsonException(why(e));
        }
    }

    /** The value as text: the same names, values and digits that were read. */
    public static String write(Object value) {
        var out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be written", e);
        }
        return out.toString();
    }

    /** The value as an object; null if it is something else. */
    @SuppressWarnings("unchecked") // Only this class makes maps of values.
    public static @Nullable Map<String, Object> asObject(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : null;
    }

    private static Map<String, Object> readObject(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, readValue(parser));
        }
        return object;
    }

    private static List<Object> readArray(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(readValue(parser));
        }
        return array;
    }

    private static Object readValue(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> JsonNull.NULL;
        };
    }

    private static void write(Object value, JsonGenerator out) throws IOException {
        if (value instanceof Map<?, ?> object) {
            out.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                out.writeFieldName((String) field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        } else if (value instanceof List<?> array) {
            out.writeStartArray();
            for (Object element : array) {
                write(element, out);
            }
            out.writeEndArray();
        } else if (value instanceof JsonNumber number) {
            out.writeNumber(number.text());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof String text) {
            out.writeString(text);
        } else {
            out.writeNull();
        }
    }

    private static String why(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Duplicate field")) {
            return "a name stands twice in one object";
        }
        return message.contains("nesting depth")
                ? "it is nested more than " + MAX_DEPTH + " levels deep"
                : "it is not JSON";
    }
}
