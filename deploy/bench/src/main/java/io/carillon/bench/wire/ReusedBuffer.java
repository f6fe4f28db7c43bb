package io.carillon.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.nio.ByteBuffer;

/**
 * One big buffer into which all connections of one event loop read, so that a read drains many frames and costs no
 * allocation. Whoever is handed the buffer has to be done with it when the call returns.
 */
public final class ReusedBuffer implements RecvByteBufAllocator {

    private static final int SIZE = 64 * 1024;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE);
    private final ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
    // One for all channels: the loop reads one channel to the end before it turns to the next.
    private final ReadOnce handle = new ReadOnce();

    /** The bytes behind the buffer, index for index: to be read without Netty's checks. */
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public ExtendedHandle newHandle() {
        return handle;
    }

    /** Reads again only if the buffer was filled: a shorter read has emptied the socket, and epoll tells of more. */
    private final class ReadOnce implements ExtendedHandle {

        private int attempted;
        private int last;

        @Override
        public ByteBuf allocate(ByteBufAllocator ignored) {
            return buffer.clear().retain();
        }

        @Override
        public int guess() {
            return SIZE;
        }

        @Override
        public void reset(ChannelConfig config) {
            last = 0;
        }

        @Override
        public void incMessagesRead(int count) {
            // Only the bytes tell whether to go on.
        }

        @Override
        public void lastBytesRead(int count) {
            last = count;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int count) {
            attempted = count;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return last > 0 && last == attempted;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return continueReading();
        }

        @Override
        public void readComplete() {
            // Nothing is learned from one read for the next.
        }
    }
}
