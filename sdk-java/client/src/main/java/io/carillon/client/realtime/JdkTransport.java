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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's WebSocket, which hands out messages in parts and wants one sent after the other. It has a gap: if the server hangs up in the very
 * moment in which a message is handed out, the JDK's receiver fails without telling anybody. The heartbeat notices.
 */
final class JdkTransport implements Transport {

    /** What a presence channel of thousands needs, and no more: the server is believed, but not with all of the memory. */
    private static final int MAX_MESSAGE = 16 * 1024 * 1024;

    private static final int GOODBYE_SECONDS = 5;

    private final HttpClient http;
    private final Duration connectTimeout;

    JdkTransport(HttpClient http, Duration connectTimeout) {
        this.http = http;
        this.connectTimeout = connectTimeout;
    }

    @Override
    public void open(URI uri, @Nullable String token, Listener listener) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(connectTimeout);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        Waiting.then(builder.buildAsync(uri, new Parts(listener)), (socket, failure) -> {
            if (failure != null) {
                listener.failed(failure);
            }
        });
    }

    private static final class Parts implements WebSocket.Listener {

        private final Listener listener;
        private final StringBuilder message = new StringBuilder();

        Parts(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onOpen(WebSocket socket) {
            listener.opened(new JdkSocket(socket, listener));
            socket.request(1);
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
