package io.carillon.broker.transport;

import io.carillon.broker.connection.Connection;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.frame.FrameCodec;

/** The messages of a Pusher client that was let in. */
final class PusherMessages implements MessageHandler {

    private final FrameCodec codec;
    private final Connection connection;

    PusherMessages(FrameCodec codec, Connection connection) {
        this.codec = codec;
        this.connection = connection;
    }

    @Override
    public void onText(byte[] bytes, int length) {
        codec.decode(bytes, 0, length).handleBy(connection);
    }

    @Override
    public void onBinary(byte[] bytes, int length) {
        connection.onBinary();
    }

    @Override
    public void onGone() {
        connection.depart();
    }

    @Override
    public void end(CloseCode code, String reason) {
        connection.end(code, reason);
    }

    @Override
    public int activityTimeout() {
        return TransportSettings.seconds(connection.activityTimeout());
    }
}
