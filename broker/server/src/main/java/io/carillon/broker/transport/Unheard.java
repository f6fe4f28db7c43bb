package io.carillon.broker.transport;

import io.carillon.protocol.CloseCode;

/** The messages of a client that has not been let in, or never will be: nobody hears them. */
final class Unheard implements MessageHandler {

    private final NettyClientLink link;

    Unheard(NettyClientLink link) {
        this.link = link;
    }

    @Override
    public void onText(byte[] bytes, int length) {
        // Whoever was refused may still have sent something before it heard so.
    }

    @Override
    public void onBinary(byte[] bytes, int length) {
        // As above.
    }

    @Override
    public void onGone() {
        // It was never here.
    }

    @Override
    public void end(CloseCode code, String reason) {
        link.close(code, reason);
    }

    @Override
    public int activityTimeout() {
        return Integer.MAX_VALUE / 4;
    }
}
