package io.carillon.client.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON without spaces, with the escapes that {@code JSON.stringify} has. */
public final class JsonWriter {

    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    /**
     * The text of a map, iterable, text, number, boolean, {@link Json} or null, and of what they hold. A {@link Json} is written
     * as it was read; anything else as the text that it says of itself. Half a surrogate pair, which UTF-8 cannot hold, becomes a
     * question mark.
     *
     * @throws IllegalArgumentException if a number is not finite
     */
    public static String write(@Nullable Object value) {
        var writer = new JsonWriter();
        writer.value(value);
        return writer.out.toString();
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            object(fields);
        } else if (value instanceof Iterable<?> items) {
            array(items);
        } else if (value instanceof Json json) {
            out.append(json.source());
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            number(number);
        } else {
            string(value.toString());
        }
    }

    private void object(Map<?, ?> fields) {
        char before = '{';
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            out.append(before);
            string(String.valueOf(field.getKey()));
            out.append(':');
            value(field.getValue());
            before = ',';
        }
        out.append(fields.isEmpty() ? "{}" : "}");
    }

    private void array(Iterable<?> items) {
        out.append('[');
        String before = "";
        for (Object item : items) {
            out.append(before);
            value(item);
            before = ",";
        }
        out.append(']');
    }

    private void number(Number number) {
        if (!Double.isFinite(number.doubleValue()) && (number instanceof Double || number instanceof Float)) {
            throw new IllegalArgumentException("JSON has no number " + number);
        }
        out.append(number);
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        out.append(Character.isSurrogate(c) ? '?' : c);
                    }
                }
            }
        }
        out.append('"');
    }
}
