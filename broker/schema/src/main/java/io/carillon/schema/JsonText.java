package io.carillon.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: {@code Map<String, Object>} in the order of the text, {@code List<Object>}, {@code String}, {@code Boolean},
 * {@link Null} and {@code BigDecimal} without zeros at its end, so that values are equal exactly if JSON Schema says so.
 */
final class JsonText {

    private static final int MOST_DIGITS = 400;
    // No client knows more: beyond it a number is infinite to JavaScript.
    private static final int GREATEST_EXPONENT = 400;

    private final JsonFactory factory;
    private final int depth;

    private JsonText(int depth, boolean strict) {
        this.depth = depth;
        this.factory = JsonFactory.builder()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                // Names are a stranger's: they are not to fill a table that is kept.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxNumberLength(MOST_DIGITS)
                        .build())
                .build();
    }

    /** An object that says a name twice is refused. */
    static JsonText strict(int depth) {
        return new JsonText(depth, true);
    }

    /** As JavaScript reads it: of two equal names the last counts. */
    static JsonText asClientsRead(int depth) {
        return new JsonText(depth, false);
    }

    Object read(String text) throws UnusableJsonException {
        return read(text, (parser, token) -> value(parser, token));
    }

    /** Reads an object whose fields' values are not looked into. */
    Map<String, String> fields(String text) throws UnusableJsonException {
        return read(text, (parser, token) -> {
            if (token != JsonToken.START_OBJECT) {
                throw new UnusableJsonException("it is not an object", true);
            }
            Map<String, String> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                // A number or a word is read whole only when it is asked for.
                parser.finishToken();
                int end = (int) parser.currentLocation().getCharOffset();
                fields.put(name, text.substring(start, end));
            }
            return fields;
        });
    }

    private <T> T read(String text, Reading<T> reading) throws UnusableJsonException {
        try (JsonParser parser = factory.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new UnusableJsonException("it is empty", false);
            }
            T value = reading.from(parser, first);
            if (parser.nextToken() != null) {
                throw new UnusableJsonException("something follows the JSON value", false);
            }
            return value;
        } catch (StreamConstraintsException tooMuch) {
            throw new UnusableJsonException(
                    String.valueOf(tooMuch.getMessage()).contains("nesting depth")
                            ? "is nested more than " + depth + " levels deep"
                            : "has a number of more than " + MOST_DIGITS + " digits",
                    true);
        } catch (IOException e) {
            throw new UnusableJsonException(
                    String.valueOf(e.getMessage()).startsWith("Duplicate field")
                            ? "a name stands twice in one object"
                            : "it is not JSON",
                    false);
        }
    }

    private static Object value(JsonParser parser, @Nullable JsonToken token)
            throws IOException, UnusableJsonException {
        if (token == null) {
            throw new UnusableJsonException("it ends too early", false);
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> Null.NULL;
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException, UnusableJsonException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws IOException, UnusableJsonException {
        List<Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }

    private static BigDecimal number(String text) throws UnusableJsonException {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException exponentOfTooManyDigits) {
            throw tooGreat();
        }
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long exponent = (long) number.precision() - number.scale();
        if (Math.abs(exponent) > GREATEST_EXPONENT) {
            throw tooGreat();
        }
        return number.stripTrailingZeros();
    }

    private static UnusableJsonException tooGreat() {
        return new UnusableJsonException(
                "has a number beyond 1e" + GREATEST_EXPONENT + ", or nearer to 0 than 1e-" + GREATEST_EXPONENT, true);
    }

    private interface Reading<T> {
        T from(JsonParser parser, JsonToken first) throws IOException, UnusableJsonException;
    }
}
