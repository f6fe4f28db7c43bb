package io.carillon.bench.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The answer to the one request that is under way on a connection, put together from what is read: with
 * {@code Content-Length}, chunked, or without a body.
 */
public final class HttpAnswer {

    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length:");
    private static final byte[] CHUNKED = ascii("\r\ntransfer-encoding: chunked");
    private static final byte[] CLOSE = ascii("\r\nconnection: close");
    private static final int LONGEST = 1 << 20;

    private byte[] bytes = new byte[1024];
    private int size;

    /**
     * Takes what was read.
     *
     * @return whether the answer is complete now
     * @throws WireException if it is none
     */
    public boolean take(ByteBuffer read, int from, int end) {
        int length = end - from;
        if (size + length > LONGEST) {
            throw new WireException("the answer to a publish request is longer than " + LONGEST + " bytes");
        }
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (size + length) * 2);
        }
        read.get(from, bytes, size, length);
        size += length;
        return isComplete();
    }

    private boolean isComplete() {
        int head = headSize();
        if (head < 0) {
            return false;
        }
        if (find(CHUNKED, 0, head) >= 0) {
            return lastChunkFrom(head);
        }
        return size >= head + contentLength(head);
    }

    private int headSize() {
        int end = find(END_OF_HEAD, 0, size);
        return end < 0 ? -1 : end + END_OF_HEAD.length;
    }

    private int contentLength(int head) {
        int at = find(CONTENT_LENGTH, 0, head);
        if (at < 0) {
            return 0;
        }
        at += CONTENT_LENGTH.length;
        while (bytes[at] == ' ') {
            at++;
        }
        int length = 0;
        while (bytes[at] >= '0' && bytes[at] <= '9' && length < LONGEST) {
            length = length * 10 + bytes[at++] - '0';
        }
        return length;
    }

    /** Walks the chunks; true once the empty one and the end of its trailer were read. */
    private boolean lastChunkFrom(int start) {
        int at = start;
        while (true) {
            int length = 0;
            int digits = 0;
            while (at < size && Character.digit(bytes[at], 16) >= 0) {
                length = length * 16 + Character.digit(bytes[at++], 16);
                if (++digits > 6) {
                    throw new WireException("a chunk of the answer to a publish request is too long");
                }
            }
            int line = find(END_OF_HEAD, 0, 2, at, size);
            if (line < 0) {
                return false;
            }
            if (length == 0) {
                return find(END_OF_HEAD, 0, 4, line, size) >= 0;
            }
            at = line + 2 + length + 2;
            if (at > size) {
                return false;
            }
        }
    }

    /** The status of a complete answer. */
    public int status() {
        int status = 0;
        for (int i = 9; i < 12; i++) {
            status = status * 10 + bytes[i] - '0';
        }
        return status;
    }

    /** Whether a complete answer is the connection's last. */
    public boolean isLast() {
        return find(CLOSE, 0, headSize()) >= 0;
    }

    /** The answer as it came, for people. */
    public String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    /** Makes room for the next answer. */
    public void clear() {
        size = 0;
    }

    private int find(byte[] wanted, int from, int end) {
        return find(wanted, 0, wanted.length, from, end);
    }

    /** Where the lower-case bytes stand, whatever the case there. */
    private int find(byte[] wanted, int first, int behind, int from, int end) {
        int length = behind - first;
        for (int at = from; at + length <= end; at++) {
            int matched = 0;
            while (matched < length && lower(bytes[at + matched]) == wanted[first + matched]) {
                matched++;
            }
            if (matched == length) {
                return at;
            }
        }
        return -1;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
