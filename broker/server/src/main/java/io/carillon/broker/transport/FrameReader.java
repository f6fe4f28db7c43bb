package io.carillon.broker.transport;

import io.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one client, strictly as RFC 6455 has them. What it has found wrong once it never reads on from.
 *
 * <p>A message that lies in one piece in one read, which is nearly every message, passes through the loop's scratch array
 * and leaves nothing behind. Only what is incomplete is kept. Belongs to the connection's loop.
 */
final class FrameReader {

    /** Who is told what was read. Arrays are the reader's own: valid until the method returns. */
    interface Sink {

        /** A whole message, valid UTF-8. */
        void onText(byte[] bytes, int length);

        void onBinary(byte[] bytes, int length);

        void onPing(byte[] bytes, int length);

        void onPong();

        /**
         * The client said goodbye; nothing is read after it.
         *
         * @param code as it may be sent back; {@link #NO_CODE} if the client gave none
         */
        void onClose(int code);

        /** The client broke a rule; nothing is read after it. */
        void onBroken(CloseCode code, String reason);
    }

    /** A close frame without a code (RFC 6455, section 7.1.5); never on the wire. */
    static final int NO_CODE = 1005;

    private static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int MAX_CONTROL_PAYLOAD = 125;
    private static final int NOT_YET = -1;

    private final InboundLimits limits;
    private final NettyLoop loop;

    /** The beginning of a frame whose header, or whose control payload, has not all arrived. */
    private @Nullable ByteBuf held;

    /** The message so far, if it does not lie in one piece. */
    private byte @Nullable [] partial;

    private int partialLength;
    private int fragments;
    private int utf8;

    private int remaining;
    private int mask;

    private int second;
    private int frames;
    private int controlFrames;

    /** {@link #TEXT} or {@link #BINARY} within a message, else 0. */
    private byte message;

    private boolean inPayload;
    private boolean lastFragment;
    private boolean done;

    FrameReader(InboundLimits limits, NettyLoop loop) {
        this.limits = limits;
        this.loop = loop;
    }

    /** Reads what has arrived, to its end or to the end of the conversation. Does not release it. */
    void read(ByteBuf arrived, Sink sink) {
        ByteBuf before = held;
        if (before == null) {
            parse(arrived, sink);
            hold(arrived);
            return;
        }
        held = null;
        ByteBuf joined = Unpooled.buffer(before.readableBytes() + arrived.readableBytes())
                .writeBytes(before)
                .writeBytes(arrived);
        before.release();
        parse(joined, sink);
        hold(joined);
        joined.release();
    }

    /** Gives up what it keeps. */
    void close() {
        done = true;
        dropMessage();
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private void hold(ByteBuf rest) {
        if (!done && rest.isReadable()) {
            held = Unpooled.buffer(rest.readableBytes()).writeBytes(rest);
        }
    }

    private void parse(ByteBuf in, Sink sink) {
        while (!done) {
            if (inPayload) {
                if (remaining > 0 && !in.isReadable()) {
                    return;
                }
                takePayload(in, sink);
            } else if (!takeFrame(in, sink)) {
                return;
            }
        }
    }

    /** Returns whether something was taken; if not, more must arrive first. */
    private boolean takeFrame(ByteBuf in, Sink sink) {
        int start = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < 2) {
            return false;
        }
        int first = in.getUnsignedByte(start);
        int second = in.getUnsignedByte(start + 1);
        boolean fin = (first & 0x80) != 0;
        int opcode = first & 0x0f;
        boolean control = opcode >= CLOSE;
        if (!checkHead(first, second, fin, opcode, control, sink)) {
            return true;
        }
        int shortLength = second & 0x7f;
        int head = 6 + (shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8);
        if (readable < head) {
            return false;
        }
        long length = payloadLength(in, start, shortLength, sink);
        if (length == NOT_YET) {
            return true;
        }
        if (control && readable < head + length) {
            return false;
        }
        if (!withinBudget(control, sink)) {
            return true;
        }
        mask = in.getInt(start + head - 4);
        in.skipBytes(head);
        if (control) {
            takeControl(in, opcode, (int) length, sink);
        } else {
            beginData(in, fin, opcode, length, sink);
        }
        return true;
    }

    private boolean checkHead(int first, int second, boolean fin, int opcode, boolean control, Sink sink) {
        if ((first & 0x70) != 0) {
            // A compressed frame has RSV1 set. We never agree to compress, so this is not one, whatever it claims.
            return broken(sink, "Reserved bits are set, and no extension was agreed on");
        }
        if ((opcode > BINARY && opcode < CLOSE) || opcode > PONG) {
            return broken(sink, "Unknown opcode " + opcode);
        }
        if ((second & 0x80) == 0) {
            return broken(sink, "Frames from clients must be masked");
        }
        if (control && !fin) {
            return broken(sink, "Control frames must not be fragmented");
        }
        if (control && (second & 0x7f) > MAX_CONTROL_PAYLOAD) {
            return broken(sink, "Control frames hold at most 125 bytes");
        }
        if (opcode == CONTINUATION && message == 0) {
            return broken(sink, "Continuation of nothing");
        }
        if ((opcode == TEXT || opcode == BINARY) && message != 0) {
            return broken(sink, "A new message began before the last one ended");
        }
        return true;
    }

    private long payloadLength(ByteBuf in, int start, int shortLength, Sink sink) {
        if (shortLength < 126) {
            return shortLength;
        }
        long length = shortLength == 126 ? in.getUnsignedShort(start + 2) : in.getLong(start + 2);
        if (length < 0 || length < (shortLength == 126 ? 126 : 0x10000)) {
            broken(sink, "A length must be written in the fewest bytes and be less than 2^63");
            return NOT_YET;
        }
        return length;
    }

    private boolean withinBudget(boolean control, Sink sink) {
        int now = loop.wheel().now();
        if (now != second) {
            second = now;
            frames = 0;
            controlFrames = 0;
        }
        if (++frames > limits.framesPerSecond()) {
            return broken(
                    sink,
                    CloseCode.OVER_CAPACITY,
                    "More than " + limits.framesPerSecond() + " frames in a second: send fewer");
        }
        if (control && ++controlFrames > limits.controlFramesPerSecond()) {
            return broken(
                    sink,
                    CloseCode.OVER_CAPACITY,
                    "More than " + limits.controlFramesPerSecond() + " control frames in a second: send fewer");
        }
        return true;
    }

    private void beginData(ByteBuf in, boolean fin, int opcode, long length, Sink sink) {
        if (length > limits.messageBytes() - partialLength) {
            broken(
                    sink,
                    CloseCode.MESSAGE_TOO_BIG,
                    "Message too big: at most " + limits.messageBytes() + " bytes are allowed");
            return;
        }
        if (fin && opcode != CONTINUATION && in.readableBytes() >= length) {
            takeWhole(in, opcode, (int) length, sink);
            return;
        }
        if (opcode != CONTINUATION) {
            message = (byte) opcode;
        }
        if (++fragments > limits.fragments()) {
            broken(
                    sink,
                    CloseCode.MESSAGE_TOO_BIG,
                    "Message in too many fragments: at most " + limits.fragments() + " are allowed");
            return;
        }
        lastFragment = fin;
        remaining = (int) length;
        inPayload = true;
    }

    /** The usual case: the whole message is here. */
    private void takeWhole(ByteBuf in, int opcode, int length, Sink sink) {
        byte[] bytes = loop.scratch(length);
        in.readBytes(bytes, 0, length);
        Masking.remove(bytes, 0, length, mask);
        if (opcode == BINARY) {
            sink.onBinary(bytes, length);
        } else if (Utf8.check(bytes, 0, length, Utf8.COMPLETE) == Utf8.COMPLETE) {
            sink.onText(bytes, length);
        } else {
            broken(sink, CloseCode.INVALID_PAYLOAD, CloseCode.INVALID_PAYLOAD.words());
        }
    }

    private void takePayload(ByteBuf in, Sink sink) {
        int length = Math.min(remaining, in.readableBytes());
        byte[] bytes = roomFor(length, sink);
        if (bytes == null) {
            return;
        }
        int from = partialLength;
        in.readBytes(bytes, from, length);
        mask = Masking.remove(bytes, from, length, mask);
        partialLength += length;
        remaining -= length;
        // Checked piece by piece, so that a message that has gone wrong is not awaited to its end.
        if (message == TEXT) {
            utf8 = Utf8.check(bytes, from, from + length, utf8);
        }
        boolean whole = remaining == 0 && lastFragment;
        if (utf8 == Utf8.INVALID || (whole && utf8 != Utf8.COMPLETE)) {
            broken(sink, CloseCode.INVALID_PAYLOAD, CloseCode.INVALID_PAYLOAD.words());
            return;
        }
        if (remaining > 0) {
            return;
        }
        inPayload = false;
        if (whole) {
            int total = partialLength;
            boolean text = message == TEXT;
            dropMessage();
            if (text) {
                sink.onText(bytes, total);
            } else {
                sink.onBinary(bytes, total);
            }
        }
    }

    /** The array in which the message is put together, with room for more. It grows with what came, not what was promised. */
    private byte @Nullable [] roomFor(int more, Sink sink) {
        byte[] bytes = partial;
        int have = bytes == null ? 0 : bytes.length;
        int need = partialLength + more;
        if (bytes != null && need <= have) {
            return bytes;
        }
        int size = Math.max(need, Math.min(2 * have, limits.messageBytes()));
        if (!loop.reserveUnfinished(size - have)) {
            broken(
                    sink,
                    CloseCode.OVER_CAPACITY,
                    "The node holds too many unfinished messages: send each message at once");
            return null;
        }
        bytes = bytes == null ? new byte[size] : Arrays.copyOf(bytes, size);
        partial = bytes;
        return bytes;
    }

    private void dropMessage() {
        if (partial != null) {
            loop.reserveUnfinished(-partial.length);
            partial = null;
        }
        partialLength = 0;
        fragments = 0;
        utf8 = Utf8.COMPLETE;
        message = 0;
    }

    private void takeControl(ByteBuf in, int opcode, int length, Sink sink) {
        byte[] bytes = loop.scratch(length);
        in.readBytes(bytes, 0, length);
        Masking.remove(bytes, 0, length, mask);
        switch (opcode) {
            case PING -> sink.onPing(bytes, length);
            case PONG -> sink.onPong();
            default -> takeClose(bytes, length, sink);
        }
    }

    private void takeClose(byte[] bytes, int length, Sink sink) {
        if (length == 0) {
            close();
            sink.onClose(NO_CODE);
            return;
        }
        int code = length == 1 ? -1 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        if (!mayBeSent(code)) {
            broken(sink, "Not a close code that may be sent");
        } else if (Utf8.check(bytes, 2, length, Utf8.COMPLETE) != Utf8.COMPLETE) {
            broken(sink, CloseCode.INVALID_PAYLOAD, "The reason of a close frame must be valid UTF-8");
        } else {
            close();
            sink.onClose(code);
        }
    }

    /** Whether a code may stand in a frame: RFC 6455, section 7.4, and the registry it set up. */
    private static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }

    private boolean broken(Sink sink, String reason) {
        return broken(sink, CloseCode.PROTOCOL_ERROR, reason);
    }

    private boolean broken(Sink sink, CloseCode code, String reason) {
        close();
        sink.onBroken(code, reason);
        return false;
    }
}
