package io.carillon.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What can be said of any JSON value. */
final class Values {

    private Values() {}

    /** The name of its type in JSON Schema; never {@code integer}. */
    static String type(Object value) {
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof BigDecimal) {
            return "number";
        }
        if (value instanceof Map) {
            return "object";
        }
        if (value instanceof List) {
            return "array";
        }
        return value instanceof Boolean ? "boolean" : "null";
    }

    static boolean isInteger(Object value) {
        return value instanceof BigDecimal number && number.scale() <= 0;
    }

    /** How many values it has in it, itself included. */
    static int size(Object value) {
        int size = 1;
        if (value instanceof Map<?, ?> object) {
            for (Object field : object.values()) {
                size += 1 + size(field);
            }
        } else if (value instanceof List<?> array) {
            for (Object item : array) {
                size += size(item);
            }
        }
        return size;
    }

    /**
     * Something that is equal exactly if the values are, and that can be put in order: a table of hashes is no slower for those that
     * were chosen to have the same hash.
     */
    static Object key(Object value) {
        if (!(value instanceof Map) && !(value instanceof List)) {
            return value;
        }
        var text = new StringBuilder();
        write(value, text);
        return new ContainerKey(text.toString());
    }

    private record ContainerKey(String text) implements Comparable<ContainerKey> {
        @Override
        public int compareTo(ContainerKey other) {
            return text.compareTo(other.text);
        }
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> object) {
            out.append('{');
            for (Map.Entry<?, ?> field : new TreeMap<>(object).entrySet()) {
                write(field.getKey(), out);
                write(field.getValue(), out);
            }
            out.append('}');
        } else if (value instanceof List<?> array) {
            out.append('[');
            for (Object item : array) {
                write(item, out);
            }
            out.append(']');
        } else if (value instanceof String text) {
            // With its length in front, nothing can move from one string to the next.
            out.append('"').append(text.length()).append(':').append(text);
        } else {
            out.append(value).append(',');
        }
    }
}
