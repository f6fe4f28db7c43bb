package io.carillon.client.realtime;

import java.util.concurrent.CompletableFuture;

/**
 * Fetches connection tokens from the app. It must not block.
 *
 * <pre>{@code
 * TokenSource tokens = () -> post("/realtime/token");
 * RealtimeClient.builder().server("wss://realtime.example.com").key("KEY").tokens(tokens).build();
 * }</pre>
 */
@FunctionalInterface
public interface TokenSource {

    /** A new token for the client's user. Asked before the first connection, before a token expires, and after one was refused. */
    CompletableFuture<String> fetch();
}
