package io.carillon.broker.channel;

import io.carillon.backplane.Envelope;
import io.carillon.backplane.Position;
import io.carillon.backplane.meter.Utf8;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.FrameCodec;
import io.carillon.protocol.frame.ServerFrame;
import org.jspecify.annotations.Nullable;

/** One frame on its way to everybody who listens to a channel. Encoded once, by the first loop that needs it. */
final class Broadcast {

    private static final int NOT_MEASURED = -1;

    private final ServerFrame frame;
    private final @Nullable Position position;
    private final @Nullable SocketId except;

    // A race between two loops encodes twice to the same bytes: cheaper than a lock on every broadcast.
    private volatile byte @Nullable [] message;

    private int dataBytes = NOT_MEASURED;

    Broadcast(ServerFrame frame, @Nullable Position position, @Nullable SocketId except) {
        this.frame = frame;
        this.position = position;
        this.except = except;
    }

    static Broadcast of(Envelope.Event event) {
        return new Broadcast(
                new ServerFrame.ChannelEvent(event.channel().name(), event.event(), event.data(), event.user()),
                event.position(),
                event.except());
    }

    static Broadcast of(Envelope.MemberAdded added) {
        return new Broadcast(
                new ServerFrame.MemberAdded(added.channel().name(), added.member()), added.position(), null);
    }

    static Broadcast of(Envelope.MemberRemoved removed) {
        return new Broadcast(
                new ServerFrame.MemberRemoved(removed.channel().name(), removed.user()), removed.position(), null);
    }

    byte[] message(FrameCodec codec) {
        byte[] encoded = message;
        if (encoded == null) {
            encoded = codec.encode(frame);
            message = encoded;
        }
        return encoded;
    }

    /** Whether it counts as a message, which what the platform itself has to say does not. */
    boolean isMessage() {
        return frame instanceof ServerFrame.ChannelEvent;
    }

    /** How long the data of the event is in UTF-8; 0 if it is no message. */
    int dataBytes() {
        int measured = dataBytes;
        if (measured == NOT_MEASURED) {
            measured = frame instanceof ServerFrame.ChannelEvent event ? Utf8.length(event.data()) : 0;
            dataBytes = measured;
        }
        return measured;
    }

    ServerFrame frame() {
        return frame;
    }

    /** Its place in the channel's stream; null if it took none. */
    @Nullable
    Position position() {
        return position;
    }

    /** Whether it tells of a member's coming or going. */
    boolean isOfMember() {
        return frame instanceof ServerFrame.MemberAdded || frame instanceof ServerFrame.MemberRemoved;
    }

    /** Whether somebody is left out. */
    boolean hasException() {
        return except != null;
    }

    boolean excepts(SocketId socket) {
        return socket.equals(except);
    }

    /** Whether one who has everything up to the given position has this already. Events without a position are always news. */
    boolean isCoveredBy(@Nullable Position reached) {
        return position != null
                && reached != null
                && position.epoch() == reached.epoch()
                && position.offset() <= reached.offset();
    }
}
