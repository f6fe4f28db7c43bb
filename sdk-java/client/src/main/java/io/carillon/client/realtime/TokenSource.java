package io.carillon.client.realtime;

import java.util.concurrent.CompletableFuture;

/** Fetches connection tokens from the app. It must not block. */
@FunctionalInterface
public interface TokenSource {

    /** A new token for the client's user. Asked before the first connection, before a token expires, and after one was refused. */
    CompletableFuture<String> fetch();
}
