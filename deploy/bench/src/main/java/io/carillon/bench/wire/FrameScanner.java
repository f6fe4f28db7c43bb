package io.carillon.bench.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds the frames of one connection in what was read, where they lie; only the torn end of a read is copied. A server's
 * frames only: unmasked, no extension.
 */
public final class FrameScanner {

    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int LONGEST_HEAD = 10;
    private static final int FIRST_ROOM = 512;
    private static final int LONGEST_PAYLOAD = 16 * 1024 * 1024;

    /** Hears the frames of a connection in order. */
    public interface Listener {
        /**
         * A frame. Continuations arrive as frames of their own, with opcode 0.
         *
         * @param bytes holds the payload from {@code from} on; valid during this call only
         */
        void frame(int opcode, ByteBuffer bytes, int from, int length);
    }

    private static final byte[] NOTHING = {};

    // The beginning of a frame whose end has not been read yet: no room is taken as long as no read was torn.
    private byte[] torn = NOTHING;
    private ByteBuffer tornBytes = ByteBuffer.wrap(torn);
    private int tornSize;

    /**
     * Tells the listener each frame that is complete by now.
     *
     * @param end index behind the last byte that was read
     * @throws WireException if these bytes cannot be a server's frame
     */
    public void scan(ByteBuffer bytes, int from, int end, Listener listener) {
        int at = tornSize == 0 ? from : mend(bytes, from, end, listener);
        while (end - at >= 2) {
            int head = headSize(bytes, at);
            if (end - at < head) {
                break;
            }
            int payload = payloadSize(bytes, at, head);
            if (end - at < head + payload) {
                break;
            }
            listener.frame(bytes.get(at) & 0x0f, bytes, at + head, payload);
            at += head + payload;
        }
        keep(bytes, at, end);
    }

    /** Completes the torn frame; answers where the next one begins. */
    private int mend(ByteBuffer bytes, int from, int end, Listener listener) {
        int at = keep(bytes, from, Math.min(end, from + missing(2)));
        if (tornSize < 2) {
            return at;
        }
        int head = headSize(tornBytes, 0);
        at = keep(bytes, at, Math.min(end, at + missing(head)));
        if (tornSize < head) {
            return at;
        }
        int payload = payloadSize(tornBytes, 0, head);
        at = keep(bytes, at, Math.min(end, at + missing(head + payload)));
        if (tornSize == head + payload) {
            tornSize = 0;
            listener.frame(tornBytes.get(0) & 0x0f, tornBytes, head, payload);
        }
        return at;
    }

    private int missing(int wanted) {
        return Math.max(0, wanted - tornSize);
    }

    private int keep(ByteBuffer bytes, int from, int end) {
        int size = end - from;
        if (size > 0) {
            makeRoom(tornSize + size);
            bytes.get(from, torn, tornSize, size);
            tornSize += size;
        }
        return end;
    }

    private void makeRoom(int size) {
        if (torn.length < size) {
            torn = Arrays.copyOf(torn, Math.max(FIRST_ROOM, size * 2));
            tornBytes = ByteBuffer.wrap(torn);
        }
    }

    private static int headSize(ByteBuffer bytes, int at) {
        int length = bytes.get(at + 1);
        if (length < 0) {
            throw new WireException("the server sent a masked frame; only clients mask (RFC 6455, 5.1)");
        }
        return length < 126 ? 2 : length == 126 ? 4 : LONGEST_HEAD;
    }

    private static int payloadSize(ByteBuffer bytes, int at, int head) {
        if ((bytes.get(at) & 0x70) != 0) {
            throw new WireException("the server sent a frame of an extension that was not negotiated");
        }
        long size = head == 2 ? bytes.get(at + 1) : head == 4 ? bytes.getShort(at + 2) & 0xffff : bytes.getLong(at + 2);
        if (size < 0 || size > LONGEST_PAYLOAD) {
            throw new WireException("the server sent a frame of " + size + " bytes");
        }
        return (int) size;
    }
}
