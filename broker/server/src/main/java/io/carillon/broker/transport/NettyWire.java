package io.carillon.broker.transport;

import io.carillon.broker.channel.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Buffer;
import java.nio.ByteBuffer;

/**
 * Framed bytes outside the heap, where the kernel reads them without a copy, and their address, so that writing them to
 * one client after the other asks nothing of the buffer. Counted by a plain number: it belongs to one loop.
 */
final class NettyWire implements Wire {

    private static final long UNKNOWN = 0;

    private final ByteBuf bytes;
    private final int length;
    private long address;
    private int holds = 1;

    /** Takes over the buffer, which is not written to any more. */
    NettyWire(ByteBuf bytes) {
        this.bytes = bytes;
        this.length = bytes.readableBytes();
    }

    int length() {
        return length;
    }

    /** Where the first byte lies. Only where the native transport is, since without it nobody needs to know. */
    long address() {
        if (address == UNKNOWN) {
            address = addressOf(bytes) + bytes.readerIndex();
        }
        return address;
    }

    /** The address of a direct buffer's index 0. */
    static long addressOf(ByteBuf direct) {
        if (direct.hasMemoryAddress()) {
            return direct.memoryAddress();
        }
        // Newer JDKs let Netty look into memory in other ways, but the native transport always can tell.
        ByteBuffer view = direct.internalNioBuffer(0, direct.capacity());
        return Buffer.memoryAddress(view) + view.position();
    }

    /** The bytes for the pipeline, which releases them when they are sent. */
    ByteBuf forPipeline() {
        return bytes.retainedDuplicate();
    }

    /** The bytes that are left after the first few were sent, for the pipeline. */
    ByteBuf forPipeline(int sent) {
        return bytes.retainedSlice(bytes.readerIndex() + sent, length - sent);
    }

    void copyTo(ByteBuf target, int index) {
        target.setBytes(index, bytes, bytes.readerIndex(), length);
    }

    NettyWire hold() {
        holds++;
        return this;
    }

    @Override
    public void release() {
        if (--holds == 0) {
            bytes.release();
        } else if (holds < 0) {
            throw new IllegalStateException("released more often than held");
        }
    }
}
