package io.carillon.client.realtime;

import io.carillon.protocol.SocketId;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the app, mostly over HTTP, whose connection this is. It must not block.
 *
 * <pre>{@code
 * UserAuthenticator authenticator = socket -> post("/pusher/user-auth", "socket_id", socket).thenApply(UserGrant::ofJson);
 * RealtimeClient.builder().server("wss://realtime.example.com").key("KEY").userAuthenticator(authenticator).build();
 * }</pre>
 */
@FunctionalInterface
public interface UserAuthenticator {

    /** What the app signed; fails if the app says no. Asked again after each reconnection. */
    CompletableFuture<UserGrant> authenticate(SocketId socket);
}
