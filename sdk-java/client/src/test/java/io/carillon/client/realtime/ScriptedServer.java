package io.carillon.client.realtime;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The other end of the socket, whose every word is the test's. */
final class ScriptedServer implements Transport {

    /** Handshakes that came, each with the token that it showed. */
    final List<String> handshakes = new ArrayList<>();
    /** What the client said on the newest socket. */
    final List<String> heard = new ArrayList<>();

    private @Nullable Listener client;
    private @Nullable URI uri;
    private boolean accepting = true;
    private String ending = "open";

    @Override
    public void open(URI to, @Nullable String token, Listener listener) {
        handshakes.add(String.valueOf(token));
        uri = to;
        if (!accepting) {
            listener.failed(new IOException("connection refused"));
            return;
        }
        client = listener;
        ending = "open";
        heard.clear();
        listener.opened(new Socket() {
            @Override
            public void send(String message) {
                heard.add(message);
            }

            @Override
            public void close() {
                ending = "closed";
            }

            @Override
            public void abort() {
                ending = "aborted";
            }
        });
    }

    /** Whether the next handshakes succeed. */
    void accepts(boolean yes) {
        accepting = yes;
    }

    URI uri() {
        return Objects.requireNonNull(uri);
    }

    /** How the client left the newest socket: open, closed or aborted. */
    String ending() {
        return ending;
    }

    void greets(String socketId) {
        says("{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"" + socketId
                + "\\\",\\\"activity_timeout\\\":60}\"}");
    }

    void says(String message) {
        client().text(message);
    }

    void pings() {
        client().alive();
    }

    void closes(int code, String reason) {
        client().closed(code, reason);
    }

    void breaks() {
        client().failed(new IOException("connection reset"));
    }

    private Listener client() {
        return Objects.requireNonNull(client, "nobody has connected");
    }
}
