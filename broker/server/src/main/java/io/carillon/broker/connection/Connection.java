package io.carillon.broker.connection;

import io.carillon.protocol.CloseCode;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ClientFrame;
import java.time.Duration;

/** One client that was let in. All methods are called on its loop. Frames go in by {@code frame.handleBy(connection)}. */
public interface Connection extends ClientFrame.Handler {

    SocketId socketId();

    /** How long the client may be silent before it is asked whether it is still there. */
    Duration activityTimeout();

    /** The client sent a binary message, which the Pusher protocol does not know: counted, not answered. */
    void onBinary();

    /** Ends the connection from our side: tells the client why, closes the link, and departs. */
    void end(CloseCode code, String reason);

    /** The client is gone, or has said that it is going: gives up all that it held. Only the first call counts. */
    void depart();
}
