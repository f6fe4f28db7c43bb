package io.carillon.bench.wire;

import java.nio.ByteBuffer;

/**
 * What every payload carries so that a receiver knows when the message was due and which one it is.
 *
 * <p>Shape: {@code #T}, 16 hex digits of the due time in nanoseconds, 8 of the sequence number in its channel, and a letter:
 * {@code A} for a message, {@code B} for an echo. Safe within JSON strings, so it survives whatever a server wraps
 * around it.
 */
public final class Token {

    /** Bytes of a token; no payload is shorter. */
    public static final int LENGTH = 27;

    public static final byte MESSAGE = 'A';
    public static final byte ECHO = 'B';

    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final int DUE = 2;
    private static final int SEQUENCE = 18;
    private static final int KIND = 26;

    // All frames of a run look alike: where the last token stood, the next one will be. One event loop, one hint.
    private int usualPlace;

    /** Where the token begins within {@code length} bytes from {@code from}; -1 if there is none. */
    public int find(ByteBuffer bytes, int from, int length) {
        if (usualPlace + LENGTH <= length && isMark(bytes, from + usualPlace)) {
            return from + usualPlace;
        }
        for (int at = from, last = from + length - LENGTH; at <= last; at++) {
            if (isMark(bytes, at)) {
                usualPlace = at - from;
                return at;
            }
        }
        return -1;
    }

    private static boolean isMark(ByteBuffer bytes, int at) {
        return bytes.get(at) == '#' && bytes.get(at + 1) == 'T';
    }

    /** When the message was due, in the sender's {@link System#nanoTime()}. */
    public static long due(ByteBuffer bytes, int token) {
        return eightHex(bytes.getLong(token + DUE)) << 32 | eightHex(bytes.getLong(token + DUE + 8));
    }

    public static int sequence(ByteBuffer bytes, int token) {
        return (int) eightHex(bytes.getLong(token + SEQUENCE));
    }

    public static byte kind(ByteBuffer bytes, int token) {
        return bytes.get(token + KIND);
    }

    /** Writes a token over the bytes at the offset. */
    public static void write(byte[] target, int offset, long due, int sequence, byte kind) {
        target[offset] = '#';
        target[offset + 1] = 'T';
        hex(target, offset + DUE, due, 16);
        hex(target, offset + SEQUENCE, sequence, 8);
        target[offset + KIND] = kind;
    }

    private static void hex(byte[] target, int offset, long value, int digits) {
        for (int i = offset + digits - 1; i >= offset; i--) {
            target[i] = DIGITS[(int) (value & 15)];
            value >>>= 4;
        }
    }

    /** Eight lower-case hex digits, first digit in the highest byte, all eight at once. */
    private static long eightHex(long digits) {
        long nibbles = (digits & 0x0f0f0f0f0f0f0f0fL) + ((digits & 0x4040404040404040L) >>> 6) * 9;
        long bytes = (nibbles | nibbles >>> 4) & 0x00ff00ff00ff00ffL;
        long shorts = (bytes | bytes >>> 8) & 0x0000ffff0000ffffL;
        return (shorts | shorts >>> 16) & 0xffffffffL;
    }
}
