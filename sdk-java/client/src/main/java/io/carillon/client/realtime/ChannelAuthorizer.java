package io.carillon.client.realtime;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the app whether this connection may subscribe to a private or presence channel. It must not block. {@code HttpAuthorizer} and {@code
 * BatchHttpAuthorizer} in {@code io.carillon.client.endpoint} are ready to use.
 *
 * <pre>{@code
 * ChannelAuthorizer authorizer = (socket, channel) -> post("/pusher/auth", "socket_id", socket, "channel_name", channel)
 *         .thenApply(ChannelGrant::ofJson);
 * RealtimeClient.builder().server("wss://realtime.example.com").key("KEY").channelAuthorizer(authorizer).build();
 * }</pre>
 */
@FunctionalInterface
public interface ChannelAuthorizer {

    /**
     * What the app signed; fails if the app says no. Asked again for each channel after each reconnection and, if it failed with a {@link
     * io.carillon.client.CarillonException} that is retriable, after a pause.
     */
    CompletableFuture<ChannelGrant> authorize(SocketId socket, ChannelName channel);
}
