package io.carillon.client.realtime;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How sockets come about. */
interface Transport {

    /**
     * Opens a socket, without waiting.
     *
     * @param token shown at the handshake; null if there is none
     * @param listener hears of it, on whatever thread; after {@code closed} or {@code failed} nothing more
     */
    void open(URI uri, @Nullable String token, Listener listener);

    /** One open socket. */
    interface Socket {
        /** Sends one text message after those before it. */
        void send(String message);

        /** Says goodbye and hangs up. */
        void close();

        /** Hangs up. */
        void abort();
    }

    /** What comes of a socket. */
    interface Listener {
        void opened(Socket socket);

        /** One whole message. */
        void text(String message);

        /** A sign of life that says nothing. */
        void alive();

        /** The server ended it. */
        void closed(int code, String reason);

        /** It never was, or broke. */
        void failed(Throwable why);
    }
}
