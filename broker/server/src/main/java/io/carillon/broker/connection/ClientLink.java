package io.carillon.broker.connection;

import io.carillon.broker.channel.Loop;
import io.carillon.broker.channel.Outlet;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.frame.ServerFrame;

/**
 * The way out to one client. All methods are called on its loop; none blocks, and none throws when the client is gone: what
 * cannot be sent any more is dropped.
 *
 * <p>What is sent waits for the end of the loop's turn, so that everything for one client leaves in one write. A client that
 * does not read is cut off when more than its budget of bytes waits for it.
 */
public interface ClientLink extends Outlet {

    Loop loop();

    /** Encodes and sends a frame. */
    void send(ServerFrame frame);

    /** Sends a close frame behind everything that was sent, then ends the transport. Only the first call counts. */
    void close(CloseCode code, String reason);
}
