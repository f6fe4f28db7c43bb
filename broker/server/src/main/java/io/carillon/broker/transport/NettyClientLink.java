package io.carillon.broker.transport;

import io.carillon.broker.channel.Loop;
import io.carillon.broker.channel.Wire;
import io.carillon.broker.connection.ClientLink;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.frame.ServerFrame;
import io.netty.channel.Channel;
import io.netty.channel.unix.FileDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way out to a client on a WebSocket. Once it has closed it sends nothing. */
final class NettyClientLink extends Outbox implements ClientLink {

    /** Who must know that the way out has been closed. Told once. */
    interface Owner {

        /** A close frame was sent, or is about to be; the client should answer. */
        void closing();

        /** The client does not read, and was told so; the connection ends. */
        void cutOff();
    }

    private final Owner owner;
    private boolean closed;

    NettyClientLink(Channel channel, NettyLoop loop, @Nullable FileDescriptor descriptor, Owner owner) {
        super(channel, loop, descriptor);
        this.owner = owner;
    }

    @Override
    public Loop loop() {
        return nettyLoop();
    }

    @Override
    public void send(ServerFrame frame) {
        if (!closed) {
            byte[] message = nettyLoop().codec().encode(frame);
            put(WebSocketWireFormat.frame(FrameReader.TEXT, message, message.length));
        }
    }

    @Override
    public void send(Wire wire) {
        if (!closed) {
            put(((NettyWire) wire).hold());
        }
    }

    @Override
    public void sendAtOnce(Wire wire) {
        if (!closed) {
            putAtOnce((NettyWire) wire);
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (!closed) {
            sendClose(code.code(), reason);
            owner.closing();
        }
    }

    /** Sends a frame of any kind, at the end of the turn. */
    void sendFrame(int opcode, byte[] payload, int length) {
        if (!closed) {
            put(WebSocketWireFormat.frame(opcode, payload, length));
        }
    }

    /** Sends the last frame, at the end of the turn. */
    void sendClose(int code, String reason) {
        byte[] payload = closePayload(code, reason);
        sendFrame(FrameReader.CLOSE, payload, payload.length);
        closed = true;
    }

    /** Nothing more can be sent. */
    void gone() {
        closed = true;
        dropWaiting();
    }

    @Override
    boolean overflow() {
        return cutOff("more than " + nettyLoop().settings().pendingBytes() + " bytes waited for it");
    }

    /**
     * Drops what has not been handed to the channel, and tells the client why behind what has.
     *
     * @return false if there was nothing to cut off, since the last frame was sent before
     */
    boolean cutOff(String why) {
        if (closed) {
            return false;
        }
        closed = true;
        dropWaiting();
        nettyLoop().metrics().slowConsumersClosed.increment();
        String reason = "This client reads too slowly: " + why + ". Please reconnect";
        byte[] error = nettyLoop().codec().encode(new ServerFrame.Error(CloseCode.OVER_CAPACITY.code(), reason, null));
        byte[] close = closePayload(CloseCode.OVER_CAPACITY.code(), reason);
        writeThroughChannel(
                WebSocketWireFormat.frame(FrameReader.TEXT, error, error.length),
                List.of(WebSocketWireFormat.frame(FrameReader.CLOSE, close, close.length)));
        owner.cutOff();
        return true;
    }

    private static byte[] closePayload(int code, String reason) {
        if (code == FrameReader.NO_CODE) {
            return new byte[0];
        }
        byte[] words = CloseCode.fitReason(reason).getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + words.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(words, 0, payload, 2, words.length);
        return payload;
    }
}
