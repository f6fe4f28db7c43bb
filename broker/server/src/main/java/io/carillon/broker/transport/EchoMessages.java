package io.carillon.broker.transport;

import io.carillon.protocol.CloseCode;

/** Sends every message back, as a message of the same kind. */
final class EchoMessages implements MessageHandler {

    private static final int ACTIVITY_TIMEOUT = 120;

    private final NettyClientLink link;

    EchoMessages(NettyClientLink link) {
        this.link = link;
    }

    @Override
    public void onText(byte[] bytes, int length) {
        link.sendFrame(FrameReader.TEXT, bytes, length);
    }

    @Override
    public void onBinary(byte[] bytes, int length) {
        link.sendFrame(FrameReader.BINARY, bytes, length);
    }

    @Override
    public void onGone() {
        // Nobody waits for an echo's end.
    }

    @Override
    public void end(CloseCode code, String reason) {
        link.close(code, reason);
    }

    @Override
    public int activityTimeout() {
        return ACTIVITY_TIMEOUT;
    }
}
