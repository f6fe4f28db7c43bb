package io.carillon.broker.transport;

import io.carillon.broker.channel.Wire;
import io.carillon.broker.channel.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import jakarta.inject.Singleton;
import java.util.List;

/** Messages as unmasked, unfragmented frames of RFC 6455, section 5.2. */
@Singleton
public final class WebSocketWireFormat implements WireFormat {

    private static final int FIN = 0x80;

    @Override
    public Wire join(List<byte[]> messages) {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a wire needs at least one message");
        }
        int size = 0;
        for (byte[] message : messages) {
            size = Math.addExact(size, headLength(message.length) + message.length);
        }
        ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(size, size);
        for (byte[] message : messages) {
            write(out, FrameReader.TEXT, message, message.length);
        }
        return new NettyWire(out);
    }

    /** One frame; the caller releases it. */
    static NettyWire frame(int opcode, byte[] payload, int length) {
        int size = headLength(length) + length;
        ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(size, size);
        write(out, opcode, payload, length);
        return new NettyWire(out);
    }

    private static int headLength(int length) {
        return length < 126 ? 2 : length < 0x10000 ? 4 : 10;
    }

    private static void write(ByteBuf out, int opcode, byte[] payload, int length) {
        out.writeByte(FIN | opcode);
        if (length < 126) {
            out.writeByte(length);
        } else if (length < 0x10000) {
            out.writeByte(126).writeShort(length);
        } else {
            out.writeByte(127).writeLong(length);
        }
        out.writeBytes(payload, 0, length);
    }
}
