package io.carillon.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * A text frame of a client that is sent again and again, each time with another token; and frames that are sent once.
 *
 * <p>The mask is all zeros: legal, free for the sender, and the server has to unmask all the same.
 */
public final class ClientMessage {

    private static final int LONGEST = 65_535;

    private final byte[] frame;
    private final int token;

    private ClientMessage(byte[] frame, int token) {
        this.frame = frame;
        this.token = token;
    }

    /**
     * @param text holds a {@linkplain Payload#blank payload}
     * @throws WireException if it holds none, or is longer than a frame of this generator
     */
    public static ClientMessage around(String text) {
        byte[] frame = frame(FrameScanner.TEXT, text.getBytes(StandardCharsets.UTF_8));
        return new ClientMessage(frame, Payload.tokenIn(frame));
    }

    /** The frame's bytes with this token. */
    public ByteBuf with(ByteBufAllocator allocator, long due, int sequence, byte kind) {
        Token.write(frame, token, due, sequence, kind);
        return allocator.directBuffer(frame.length).writeBytes(frame);
    }

    /** A whole frame of the given opcode. */
    public static byte[] frame(int opcode, byte[] payload) {
        if (payload.length > LONGEST) {
            throw new WireException("a client frame of " + payload.length + " bytes; at most " + LONGEST + " are sent");
        }
        boolean isShort = payload.length < 126;
        int head = isShort ? 6 : 8;
        byte[] frame = new byte[head + payload.length];
        frame[0] = (byte) (0x80 | opcode);
        if (isShort) {
            frame[1] = (byte) (0x80 | payload.length);
        } else {
            frame[1] = (byte) (0x80 | 126);
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, head, payload.length);
        return frame;
    }
}
