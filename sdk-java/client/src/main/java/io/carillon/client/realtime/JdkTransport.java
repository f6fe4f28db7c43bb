package io.carillon.client.realtime;

import io.carillon.client.time.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's WebSocket, which hands out messages in parts and wants one sent after the other. It has a gap: without TLS it reads on while another
 * thread hands out a message, and if it then reads that the server has hung up, its receiver fails without telling anybody. The heartbeat notices.
 *
 * <p>With {@link #toldOfEveryEnd} the thread that reads hands out itself, once the socket is open and the first message was asked for. What is left
 * are servers that hang up in that very moment.
 */
final class JdkTransport implements Transport {

    /** What a presence channel of thousands needs, and no more: the server is believed, but not with all of the memory. */
    private static final int MAX_MESSAGE = 16 * 1024 * 1024;

    private static final int GOODBYE_SECONDS = 5;

    private final HttpClient http;
    private final Duration connectTimeout;
    private final Executor loop;

    JdkTransport(HttpClient http, Duration connectTimeout, Executor loop) {
        this.http = http;
        this.connectTimeout = connectTimeout;
        this.loop = loop;
    }

    /** Lets an HTTP client hand out messages in the thread that reads them. What we do there is to tell the loop. */
    static HttpClient.Builder toldOfEveryEnd(HttpClient.Builder http) {
        return http.executor(Runnable::run);
    }

    @Override
    public void open(URI uri, @Nullable String token, Listener listener) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(connectTimeout);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        var parts = new Parts(listener);
        // An HTTP client without threads of its own looks up the server's name in this one: not in the loop.
        var opening = new Thread(
                () -> Waiting.then(Waiting.begin(() -> builder.buildAsync(uri, parts)), (socket, failure) -> {
                    if (failure == null) {
                        opened(socket, listener);
                    } else {
                        listener.failed(failure);
                    }
                }),
                "carillon-opening");
        opening.setDaemon(true);
        opening.start();
    }

    /**
     * Only now, not in {@code onOpen}, and by the loop: whoever asks for the first message may come to hand it out. The loop is through with that
     * before it acts on the message, and what the server says to that comes to the thread that reads.
     */
    private void opened(WebSocket socket, Listener listener) {
        listener.opened(new JdkSocket(socket, listener));
        loop.execute(() -> socket.request(1));
    }

    private static final class Parts implements WebSocket.Listener {

        private final Listener listener;
        private final StringBuilder message = new StringBuilder();

        Parts(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onOpen(WebSocket socket) {
            // Asks for nothing yet.
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            if (message.length() + part.length() > MAX_MESSAGE) {
                socket.abort();
                listener.failed(new IOException("a message of more than " + MAX_MESSAGE + " characters"));
                return null;
            }
            message.append(part);
            if (last) {
                listener.text(message.toString());
                message.setLength(0);
                message.trimToSize();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            listener.alive();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            listener.alive();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            listener.alive();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            listener.closed(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            listener.failed(error);
        }
    }

    private static final class JdkSocket implements Socket {

        private final WebSocket socket;
        private final Listener listener;
        private CompletableFuture<WebSocket> last;

        JdkSocket(WebSocket socket, Listener listener) {
            this.socket = socket;
            this.listener = listener;
            this.last = CompletableFuture.completedFuture(socket);
        }

        @Override
        public synchronized void send(String message) {
            last = last.thenCompose(ready -> ready.sendText(message, true));
            Waiting.then(last, (sent, failure) -> {
                if (failure != null) {
                    listener.failed(failure);
                }
            });
        }

        @Override
        public synchronized void close() {
            last = last.thenCompose(ready -> ready.sendClose(WebSocket.NORMAL_CLOSURE, ""));
            // A server that does not answer the goodbye must not keep the socket. If it has answered there is nothing
            // to abort.
            CompletableFuture.delayedExecutor(GOODBYE_SECONDS, TimeUnit.SECONDS).execute(socket::abort);
        }

        @Override
        public void abort() {
            socket.abort();
        }
    }
}
