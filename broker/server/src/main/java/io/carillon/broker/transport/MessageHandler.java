package io.carillon.broker.transport;

import io.carillon.protocol.CloseCode;

/** What is done with a client's messages. All methods are called on the client's loop. */
interface MessageHandler {

    /**
     * A text message.
     *
     * @param bytes holds the message, valid UTF-8, from its beginning; the caller's own after this method returns
     * @param length number of bytes
     */
    void onText(byte[] bytes, int length);

    /** A binary message; otherwise as {@link #onText}. */
    void onBinary(byte[] bytes, int length);

    /** The client has gone, or has said that it is going. May be called again. */
    void onGone();

    /** Ends the conversation from our side, and tells the client why. */
    void end(CloseCode code, String reason);

    /** After how many seconds of silence the client is asked whether it is still there. */
    int activityTimeout();
}
