package io.carillon.broker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client, and the way it leaves. Belongs to the connection's loop.
 *
 * <p>There are two ways out. The fast one writes straight to the file descriptor: no pipeline, no promise, no queue. It is
 * open only while the channel itself has nothing to send. What the kernel does not take goes the ordinary way, through the
 * channel, and until the channel has sent it everything else follows behind it. So the order is that of the calls,
 * whichever way each message takes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What Netty cannot do it tells the handlers; nobody awaits its futures.
abstract class Outbox {

    private final Channel channel;
    private final NettyLoop loop;

    /** The fast way out; null over TLS and where the native transport is not. */
    private final @Nullable FileDescriptor descriptor;

    /** What waits for the end of this turn: nearly always one, so a list is made only for more. */
    private @Nullable NettyWire waiting;

    private @Nullable List<NettyWire> waitingBehind;

    /** Whether the loop will flush this at the end of its turn. */
    private boolean dirty;

    /** Whether the channel has, or had when last looked at, something of ours that it has not sent. */
    private boolean channelBusy;

    Outbox(Channel channel, NettyLoop loop, @Nullable FileDescriptor descriptor) {
        this.channel = channel;
        this.loop = loop;
        this.descriptor = descriptor;
    }

    final Channel channel() {
        return channel;
    }

    final NettyLoop nettyLoop() {
        return loop;
    }

    /**
     * More than its budget already waits for the client, and something is about to be written behind it.
     *
     * @return whether the client was cut off, so that what was put is not written
     */
    abstract boolean overflow();

    /** Queues until the end of the turn. Takes the caller's hold. */
    final void put(NettyWire wire) {
        if (waiting == null) {
            waiting = wire;
        } else {
            if (waitingBehind == null) {
                waitingBehind = new ArrayList<>(4);
            }
            waitingBehind.add(wire);
        }
        if (!dirty) {
            dirty = true;
            loop.flushLater(this);
        }
    }

    /** Sends now, behind whatever was put before. Does not take the caller's hold. */
    final void putAtOnce(NettyWire wire) {
        if (waiting == null && !channelBusy && descriptor != null) {
            writeFast(descriptor, wire);
        } else {
            put(wire.hold());
            flush();
        }
    }

    final void flushAtEndOfTurn() {
        dirty = false;
        flush();
    }

    /** Sends everything that was put. */
    final void flush() {
        NettyWire first = waiting;
        if (first == null) {
            return;
        }
        if (isChannelBusy() && pendingBytes() > loop.settings().pendingBytes() && overflow()) {
            return;
        }
        List<NettyWire> others = waitingBehind;
        waiting = null;
        waitingBehind = null;
        if (channelBusy || descriptor == null) {
            writeThroughChannel(first, others);
        } else if (others == null) {
            writeFast(descriptor, first);
            first.release();
        } else {
            writeTogether(descriptor, first, others);
        }
    }

    /** How many bytes the channel has taken and not sent. */
    final long pendingBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Gives up what waits for the end of the turn. */
    final void dropWaiting() {
        if (waiting != null) {
            waiting.release();
            waiting = null;
        }
        if (waitingBehind != null) {
            waitingBehind.forEach(NettyWire::release);
            waitingBehind = null;
        }
    }

    /** Ends the transport when everything that was put has been sent. */
    final void closeBehind() {
        flush();
        if (isChannelBusy()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.close();
        }
    }

    /** Whether the bytes leave as they are, not within TLS. */
    final boolean isPlain() {
        return descriptor != null || channel.pipeline().get(SslHandler.class) == null;
    }

    /** Whether the channel has something to send; looks only if there may be something. */
    final boolean isChannelBusy() {
        if (channelBusy) {
            channelBusy = pendingBytes() > 0;
        }
        return channelBusy;
    }

    private void writeFast(FileDescriptor descriptor, NettyWire wire) {
        int length = wire.length();
        int sent = write(descriptor, wire.address(), length);
        if (sent < length && sent >= 0) {
            writeThroughChannel(wire.forPipeline(sent));
        }
    }

    /** Several small messages are copied together, since a write costs more than copying a few kilobytes. */
    private void writeTogether(FileDescriptor descriptor, NettyWire first, List<NettyWire> others) {
        long total = first.length();
        for (NettyWire wire : others) {
            total += wire.length();
        }
        if (total > NettyLoop.GATHER_BYTES) {
            writeThroughChannel(first, others);
            return;
        }
        ByteBuf gather = loop.gather();
        int length = append(gather, 0, first);
        for (NettyWire wire : others) {
            length = append(gather, length, wire);
        }
        int sent = write(descriptor, NettyWire.addressOf(gather), length);
        if (sent < length && sent >= 0) {
            writeThroughChannel(channel.alloc().directBuffer(length - sent).writeBytes(gather, sent, length - sent));
        }
    }

    private static int append(ByteBuf gather, int at, NettyWire wire) {
        wire.copyTo(gather, at);
        wire.release();
        return at + wire.length();
    }

    /** Returns how many bytes the kernel took, or -1 if the connection is broken. */
    private int write(FileDescriptor descriptor, long address, int length) {
        // Once closed, its number may already be another client's. Only this loop closes it, so the answer stays true.
        if (!descriptor.isOpen()) {
            return -1;
        }
        try {
            return descriptor.writeAddress(address, 0, length);
        } catch (IOException broken) {
            // The channel tells its handler in a later task, so nobody is told in the middle of a broadcast.
            channel.close();
            return -1;
        }
    }

    /** Sends now, the ordinary way. Takes the caller's holds. */
    final void writeThroughChannel(NettyWire first, @Nullable List<NettyWire> others) {
        channel.write(first.forPipeline(), channel.voidPromise());
        first.release();
        if (others != null) {
            for (NettyWire wire : others) {
                channel.write(wire.forPipeline(), channel.voidPromise());
                wire.release();
            }
        }
        channel.flush();
        channelBusy = pendingBytes() > 0;
    }

    private void writeThroughChannel(ByteBuf rest) {
        channel.write(rest, channel.voidPromise());
        channel.flush();
        channelBusy = pendingBytes() > 0;
    }
}
