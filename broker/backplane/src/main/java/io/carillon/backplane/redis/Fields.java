package io.carillon.backplane.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A row of fields as bytes: each its length in bytes as decimal digits, a colon, and UTF-8; {@code -} stands for none.
 * Simple enough that Lua writes it too.
 */
final class Fields {

    private Fields() {}

    /** Writes one field after the other. */
    static final class Writer {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

        /** Begins with a mark of one character. */
        Writer(char mark) {
            out.write(mark);
        }

        Writer add(@Nullable Object field) {
            if (field == null) {
                out.write('-');
                return this;
            }
            byte[] bytes = field.toString().getBytes(StandardCharsets.UTF_8);
            out.writeBytes(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            out.write(':');
            out.writeBytes(bytes);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    /** Reads one field after the other. Methods throw {@link MalformedException} for what no writer wrote. */
    static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes, int from) {
            this.bytes = bytes;
            this.at = from;
        }

        char mark() {
            return (char) next();
        }

        @Nullable
        String optional() {
            if (at < bytes.length && bytes[at] == '-') {
                at++;
                return null;
            }
            return text();
        }

        String text() {
            long length = numberUpTo(':');
            if (length > bytes.length - at) {
                throw new MalformedException("a field is longer than what there is");
            }
            String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
            at += (int) length;
            return text;
        }

        int count() {
            long number = number();
            if (number != (int) number) {
                throw new MalformedException("a number is too great");
            }
            return (int) number;
        }

        long number() {
            try {
                return Long.parseLong(text());
            } catch (NumberFormatException e) {
                throw new MalformedException("a field is not a number");
            }
        }

        boolean flag() {
            return text().equals("1");
        }

        /** Decimal digits, and the character that ends them. */
        long numberUpTo(char end) {
            long number = 0;
            int start = at;
            int c = next();
            while (c != end) {
                if (c < '0' || c > '9' || at - start > 18) {
                    throw new MalformedException("a number is not one");
                }
                number = number * 10 + (c - '0');
                c = next();
            }
            if (at - start == 1) {
                throw new MalformedException("a number has no digits");
            }
            return number;
        }

        /** Where the next field begins. */
        int position() {
            return at;
        }

        void end() {
            if (at != bytes.length) {
                throw new MalformedException("something follows the last field");
            }
        }

        private int next() {
            if (at == bytes.length) {
                throw new MalformedException("it ends too early");
            }
            return bytes[at++] & 0xff;
        }
    }
}
