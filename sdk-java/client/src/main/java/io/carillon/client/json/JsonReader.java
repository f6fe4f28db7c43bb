package io.carillon.client.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads RFC 8259 from left to right. */
final class JsonReader {

    private static final int MAX_DEPTH = 64;
    /** Stands for every number: its digits are kept in the source, where none is lost. */
    private static final Number NUMBER = 0;

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    Json readWhole() {
        Json whole = value(0);
        skipSpace();
        if (at < text.length()) {
            throw wrong("nothing more");
        }
        return whole;
    }

    private Json value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new JsonException("The JSON nests more than " + MAX_DEPTH + " levels deep.");
        }
        skipSpace();
        int from = at;
        Object value = switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
        return new Json(text, from, at, value);
    }

    private Map<String, Json> object(int depth) {
        var fields = new LinkedHashMap<String, Json>();
        at++;
        skipSpace();
        if (takes('}')) {
            return fields;
        }
        while (true) {
            skipSpace();
            if (peek() != '"') {
                throw wrong("a key in quotes");
            }
            String key = string();
            skipSpace();
            expect(":");
            fields.put(key, value(depth + 1));
            if (isOver('}')) {
                return fields;
            }
        }
    }

    private List<Json> array(int depth) {
        var items = new ArrayList<Json>();
        at++;
        skipSpace();
        if (takes(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
        } while (!isOver(']'));
        return items;
    }

    private boolean isOver(char end) {
        skipSpace();
        char c = peek();
        if (c != end && c != ',') {
            throw wrong("a comma or " + end);
        }
        at++;
        return c == end;
    }

    private String string() {
        var content = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (c < ' ') {
                throw wrong("a closing quote; line breaks and the like are escaped");
            }
            at++;
            if (c == '"') {
                return content.toString();
            }
            content.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw wrong("an escape that there is");
        };
    }

    private char hex() {
        int unit = 0;
        for (int end = at + 4; at < end; at++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("four hex digits");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private Number number() {
        takes('-');
        if (!takes('0')) {
            digits();
        }
        if (takes('.')) {
            digits();
        }
        if (takes('e') || takes('E')) {
            if (!takes('+')) {
                takes('-');
            }
            digits();
        }
        return NUMBER;
    }

    private void digits() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == from) {
            throw wrong("a value");
        }
    }

    private @Nullable Boolean word(String word, @Nullable Boolean meaning) {
        expect(word);
        return meaning;
    }

    private boolean takes(char next) {
        boolean there = peek() == next;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String word) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    /** The next character; at the end one that nothing begins with. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private JsonException wrong(String expected) {
        return new JsonException("At character " + at + " of the JSON there should be " + expected + ".");
    }
}
