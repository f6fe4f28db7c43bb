package io.carillon.broker.connection;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where clients arrive. */
public interface Reception {

    /**
     * Greets a client, or tells it why not and closes its link. Called on the link's loop; the stage completes on it.
     *
     * @return the connection, after its first frame was sent; empty if the client was refused
     */
    CompletionStage<Optional<Connection>> receive(Handshake handshake, ClientLink link);
}
