package io.carillon.faults.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** WebSocket frames of a client byte by byte, right ones and wrong ones. */
public final class Frames {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int PING = 9;
    /** The last frame of its message. */
    public static final int FIN = 0x80;
    /** Set on a compressed frame where compression was agreed on. */
    public static final int RSV1 = 0x40;

    private static final int MASKED = 0x80;
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private Frames() {}

    /** A whole text message. */
    public static byte[] text(String text) {
        return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A frame of any kind.
     *
     * @param first its first byte: opcode and bits
     */
    public static byte[] frame(int first, byte[] payload) {
        byte[] head = head(first, payload.length);
        ByteBuffer frame = ByteBuffer.allocate(head.length + payload.length).put(head);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        return frame.array();
    }

    /** Only the head of a frame that claims to be so long. */
    public static byte[] head(int first, long length) {
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) first);
        if (length >= 0 && length < 126) {
            head.put((byte) (MASKED | length));
        } else if (length >= 0 && length < 0x10000) {
            head.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            head.put((byte) (MASKED | 127)).putLong(length);
        }
        head.put(MASK);
        byte[] bytes = new byte[head.position()];
        head.flip().get(bytes);
        return bytes;
    }

    /** A text message that is not masked, as only servers may send it. */
    public static byte[] unmasked(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + payload.length)
                .put((byte) (FIN | TEXT))
                .put((byte) payload.length)
                .put(payload)
                .array();
    }

    /** The same bytes so many times. */
    public static byte[] repeated(byte[] bytes, int times) {
        var all = new ByteArrayOutputStream(bytes.length * times);
        for (int i = 0; i < times; i++) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }
}
