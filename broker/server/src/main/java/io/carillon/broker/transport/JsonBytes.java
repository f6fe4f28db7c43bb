package io.carillon.broker.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON as UTF-8, from left to right, without building anything before. Whoever uses it is answerable for the
 * structure; this class is answerable for the escapes.
 */
final class JsonBytes {

    /** The most that one character becomes: a control character within a string within a string, {@code \\u0001}. */
    private static final int MOST_PER_CHAR = 8;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** What follows the backslash in the short escapes; 0 for a character that has none. */
    private static final byte[] SHORT = new byte[128];

    static {
        SHORT['"'] = '"';
        SHORT['\\'] = '\\';
        SHORT['\b'] = 'b';
        SHORT['\f'] = 'f';
        SHORT['\n'] = 'n';
        SHORT['\r'] = 'r';
        SHORT['\t'] = 't';
    }

    private byte[] bytes;
    private int size;

    /** @param expected how many bytes it will probably be; more are possible */
    JsonBytes(int expected) {
        this.bytes = new byte[Math.max(expected, 64)];
    }

    /** Writes ASCII text as it is. */
    @SuppressWarnings(
            "deprecation") // getBytes(int, ...) copies the low bytes, which for ASCII is exactly the encoding.
    JsonBytes raw(String ascii) {
        int length = ascii.length();
        ensure(length);
        ascii.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    /** Writes a number. */
    JsonBytes raw(int number) {
        return raw(Integer.toString(number));
    }

    /**
     * Writes the content of a string, without the quotes around it.
     *
     * @param within in how many strings it stands: 1 for a string of the message, 2 for a string of a JSON text that is
     *     itself a string of the message
     */
    JsonBytes text(String text, int within) {
        return isPlain(text) ? raw(text) : escaped(text, within);
    }

    /** Whether every character is ASCII and stands for itself, as in most texts: those are copied at one go. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private JsonBytes escaped(String text, int within) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            ensure(MOST_PER_CHAR);
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii((byte) c, within);
            } else if (c < 0x800) {
                put(0xc0 | (c >> 6));
                put(0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                put(0xe0 | (c >> 12));
                put(0x80 | ((c >> 6) & 0x3f));
                put(0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                put(0xf0 | (point >> 18));
                put(0x80 | ((point >> 12) & 0x3f));
                put(0x80 | ((point >> 6) & 0x3f));
                put(0x80 | (point & 0x3f));
            } else {
                // Half a pair has no place in UTF-8, and a client that is sent it closes the connection.
                put('?');
            }
        }
        return this;
    }

    private void ascii(byte c, int within) {
        if (c >= ' ' && c != '"' && c != '\\') {
            put(c);
            return;
        }
        byte brief = SHORT[c];
        backslash(within);
        if (brief == '"' || brief == '\\') {
            // The escape's second half must itself be escaped for each string further out.
            if (within > 1) {
                put('\\');
            }
            put(brief);
        } else if (brief != 0) {
            put(brief);
        } else {
            put('u');
            put('0');
            put('0');
            put(HEX[c >> 4]);
            put(HEX[c & 0xf]);
        }
    }

    private void backslash(int within) {
        put('\\');
        if (within > 1) {
            put('\\');
        }
    }

    private void put(int b) {
        bytes[size++] = (byte) b;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
        }
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
