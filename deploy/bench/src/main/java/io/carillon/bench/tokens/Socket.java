package io.carillon.bench.tokens;

import io.carillon.bench.load.LoadException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One client with a token. */
final class Socket implements WebSocket.Listener {

    private static final int SECONDS = 20;

    private final CompletableFuture<Void> greeted = new CompletableFuture<>();
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();
    private volatile @Nullable CompletableFuture<Long> pong;
    private volatile @Nullable WebSocket socket;

    private Socket() {}

    /** Under way when this returns. */
    static Socket open(HttpClient http, String node, String key, String token) {
        var client = new Socket();
        http.newWebSocketBuilder()
                .buildAsync(
                        URI.create(
                                "ws://" + node + "/app/" + key + "?protocol=7&client=bench&version=1&token=" + token),
                        client)
                .whenComplete((socket, failure) -> {
                    client.socket = socket;
                    if (failure != null) {
                        client.greeted.completeExceptionally(failure);
                    }
                });
        return client;
    }

    /** Returns when it was let in. */
    Socket greeted() {
        await(greeted, "a client with a token was not let in");
        return this;
    }

    /** Subscribes, and does not wait for the answer. */
    Socket subscribe(String channel) {
        send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\"}}");
        return this;
    }

    /** Nanoseconds from a ping of Pusher's protocol to its pong: the loop that answers is the one that takes tokens. */
    long ping() {
        var answer = new CompletableFuture<Long>();
        pong = answer;
        long sent = System.nanoTime();
        send("{\"event\":\"pusher:ping\",\"data\":{}}");
        return await(answer, "a ping was not answered") - sent;
    }

    private void send(String text) {
        WebSocket open = socket;
        if (open == null) {
            throw new LoadException("The client is not connected.");
        }
        open.sendText(text, true).join();
    }

    /** When it was told that it ends, in nanoseconds of {@link System#nanoTime}. */
    long endedAt() {
        return await(ended, "a client whose token was revoked was not sent away");
    }

    void close() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    private static <T> T await(CompletableFuture<T> event, String otherwise) {
        try {
            return event.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new LoadException(otherwise + " within " + SECONDS + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("stopped");
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        long now = System.nanoTime();
        message.append(text);
        if (last) {
            hear(message.toString(), now);
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void hear(String text, long now) {
        if (text.startsWith("{\"event\":\"pusher:connection_established\"")) {
            greeted.complete(null);
        } else if (text.startsWith("{\"event\":\"pusher:pong\"")) {
            CompletableFuture<Long> waiting = pong;
            if (waiting != null) {
                waiting.complete(now);
            }
        } else if (text.startsWith("{\"event\":\"pusher:error\"")) {
            ended.complete(now);
            greeted.completeExceptionally(new LoadException(text));
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended.complete(System.nanoTime());
        greeted.completeExceptionally(new LoadException(code + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        greeted.completeExceptionally(failure);
        ended.completeExceptionally(failure);
    }
}
