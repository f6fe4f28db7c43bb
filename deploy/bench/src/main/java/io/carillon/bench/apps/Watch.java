package io.carillon.bench.apps;

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

/** One client of an app on one node, which notes the moment in which it is sent away. */
final class Watch implements WebSocket.Listener {

    private static final int SECONDS = 20;

    private final CompletableFuture<Void> greeted = new CompletableFuture<>();
    private final CompletableFuture<Long> sentAway = new CompletableFuture<>();

    private Watch() {}

    /** Connected and greeted when this returns. */
    static Watch on(HttpClient http, String node, String key) {
        var watch = new Watch();
        http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + node + "/app/" + key + "?protocol=7&client=bench&version=1"), watch)
                .exceptionally(failure -> {
                    watch.greeted.completeExceptionally(failure);
                    return null;
                });
        await(watch.greeted, node + " did not greet");
        return watch;
    }

    /** When it was sent away, in nanoseconds of {@link System#nanoTime}. */
    long sentAwayAt() {
        return await(sentAway, "a client was not sent away");
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
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        // The first frame greets; the next one, if any, is the error that says why it ends.
        if (!greeted.complete(null)) {
            sentAway.complete(System.nanoTime());
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        sentAway.complete(System.nanoTime());
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        greeted.completeExceptionally(failure);
        sentAway.completeExceptionally(failure);
    }
}
