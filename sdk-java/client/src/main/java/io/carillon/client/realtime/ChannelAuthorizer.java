package io.carillon.client.realtime;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import java.util.concurrent.CompletableFuture;

/** Asks the app, mostly over HTTP, whether this connection may subscribe to a private or presence channel. It must not block. */
@FunctionalInterface
public interface ChannelAuthorizer {

    /** What the app signed; fails if the app says no. Asked again for each channel after each reconnection. */
    CompletableFuture<ChannelGrant> authorize(SocketId socket, ChannelName channel);
}
