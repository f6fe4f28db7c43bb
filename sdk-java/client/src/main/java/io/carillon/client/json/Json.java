package io.carillon.client.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON value that was read. It knows its own text, so that what somebody signed can be handed on to the letter. */
public final class Json {

    private final String source;
    private final int from;
    private final int to;
    private final @Nullable Object value;

    Json(String source, int from, int to, @Nullable Object value) {
        this.source = source;
        this.from = from;
        this.to = to;
        this.value = value;
    }

    /**
     * Reads one value as RFC 8259 has it, and nothing behind it. Of a repeated key the last one counts.
     *
     * @throws JsonException if the text is something else, or nests more than 64 levels deep
     */
    public static Json read(String text) {
        return new JsonReader(text).readWhole();
    }

    /** The text of this value exactly as it stood in what was read. */
    public String source() {
        return source.substring(from, to);
    }

    /** The value under a key; null if there is none, if it is {@code null}, or if this is no object. */
    public @Nullable Json get(String key) {
        Json found = value instanceof Map<?, ?> ? fields().get(key) : null;
        return found == null || found.isNull() ? null : found;
    }

    /**
     * The value under a key.
     *
     * @throws JsonException if there is none
     */
    public Json require(String key) {
        Json found = get(key);
        if (found == null) {
            throw new JsonException("There is no " + key + ".");
        }
        return found;
    }

    /** The string under a key; null if there is none. */
    public @Nullable String text(String key) {
        Json found = get(key);
        return found == null ? null : found.text();
    }

    /** The content of a string; null if this is something else. */
    public @Nullable String text() {
        return value instanceof String text ? text : null;
    }

    /** The content of a string, or the digits of a number as they were written: ids come as either. */
    public @Nullable String id() {
        return value instanceof Number ? source() : text();
    }

    /**
     * The whole number under a key.
     *
     * @throws JsonException if there is none
     */
    public long integer(String key) {
        Json found = require(key);
        try {
            return Long.parseLong(found.source());
        } catch (NumberFormatException e) {
            throw new JsonException(key + " is no whole number of at most 64 bits.");
        }
    }

    /**
     * The truth value under a key.
     *
     * @throws JsonException if there is none
     */
    public boolean flag(String key) {
        if (require(key).value instanceof Boolean flag) {
            return flag;
        }
        throw new JsonException(key + " is neither true nor false.");
    }

    /** The values of an array in their order; empty if this is something else. */
    @SuppressWarnings("unchecked")
    public List<Json> items() {
        return value instanceof List<?> items ? (List<Json>) items : List.of();
    }

    /** The fields of an object in their order; empty if this is something else. */
    @SuppressWarnings("unchecked")
    public Map<String, Json> fields() {
        return value instanceof Map<?, ?> fields ? (Map<String, Json>) fields : Map.of();
    }

    /** Whether this is an object. */
    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    /** Whether this is {@code null}. */
    public boolean isNull() {
        return value == null;
    }
}
