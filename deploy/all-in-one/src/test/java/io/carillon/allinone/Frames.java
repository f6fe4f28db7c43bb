package io.carillon.allinone;

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the server sent, one whole frame after the other. */
final class Frames implements WebSocket.Listener {

    private final BlockingQueue<String> whole = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            whole.add(part.toString());
            part.setLength(0);
        }
        socket.request(1);
        return null;
    }

    String next() throws InterruptedException {
        String frame = whole.poll(10, TimeUnit.SECONDS);
        return frame == null ? "nothing within 10 s" : frame;
    }
}
