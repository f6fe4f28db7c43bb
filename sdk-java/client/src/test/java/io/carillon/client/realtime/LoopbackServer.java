package io.carillon.client.realtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real server on a loopback port that goes as far with each visitor as its script says, and then hangs up. */
final class LoopbackServer implements AutoCloseable {

    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final ServerSocket door;
    private final Script script;
    private final AtomicInteger visits = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "loopback-server");
        thread.setDaemon(true);
        return thread;
    });

    /** What the server does with one visitor, in a thread of its own. */
    interface Script {
        void play(Visitor visitor) throws IOException;
    }

    LoopbackServer(Script script) {
        this.script = script;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::receive);
    }

    String authority() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** How many have come. */
    int visits() {
        return visits.get();
    }

    private void receive() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                open.add(socket);
                int number = visits.incrementAndGet();
                threads.execute(() -> play(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Socket socket, int number) {
        try (socket) {
            script.play(new Visitor(socket, number));
        } catch (IOException gone) {
            // The visitor has hung up, as visitors do.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }

    /** Somebody who has connected. */
    static final class Visitor {

        /** The first has number 1. */
        final int number;

        private final DataInputStream in;
        private final OutputStream out;

        Visitor(Socket socket, int number) throws IOException {
            socket.setTcpNoDelay(true);
            this.number = number;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            this.out = socket.getOutputStream();
        }

        /**
         * Opens the WebSocket.
         *
         * @return the head of the request
         */
        String upgrades() throws IOException {
            String head = head();
            String key = head.replaceAll("(?is).*sec-websocket-key: *(\\S+).*", "$1");
            answers("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accepting(key) + "\r\n\r\n");
            return head;
        }

        /** Reads the head of a request. */
        String head() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return head.toString();
        }

        void answers(String response) throws IOException {
            out.write(response.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** @param activityTimeout in seconds */
        void greets(String socketId, int activityTimeout) throws IOException {
            says("{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"" + socketId
                    + "\\\",\\\"activity_timeout\\\":" + activityTimeout + "}\"}");
        }

        void says(String message) throws IOException {
            send(TEXT, message.getBytes(StandardCharsets.UTF_8));
        }

        void closes(int code, String reason) throws IOException {
            var payload = new ByteArrayOutputStream();
            payload.write(code >> 8);
            payload.write(code);
            payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
            send(CLOSE, payload.toByteArray());
            staysSilent();
        }

        /** Closes as Pusher's servers do: with an error frame ahead, that says more. */
        void refuses(int code, String message, @Nullable String reason) throws IOException {
            says("{\"event\":\"pusher:error\",\"data\":{\"code\":" + code + ",\"message\":\"" + message + "\""
                    + (reason == null ? "" : ",\"reason\":\"" + reason + "\"") + "}}");
            closes(code, message);
        }

        /** The next message, whatever it is; null if the visitor said goodbye. */
        @Nullable
        String hears() throws IOException {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                int length = in.readUnsignedByte() & 0x7f;
                if (length == 126) {
                    length = in.readUnsignedShort();
                }
                byte[] mask = in.readNBytes(4);
                byte[] payload = in.readNBytes(length);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= mask[i % 4];
                }
                if (opcode == TEXT) {
                    return new String(payload, StandardCharsets.UTF_8);
                }
                if (opcode == CLOSE) {
                    return null;
                }
            }
        }

        /** Listens, and says nothing more, for as long as the visitor stays. */
        void staysSilent() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        private void send(int opcode, byte[] payload) throws IOException {
            var frame = new ByteArrayOutputStream();
            frame.write(0x80 | opcode);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else {
                frame.write(126);
                frame.write(payload.length >> 8);
                frame.write(payload.length);
            }
            frame.writeBytes(payload);
            out.write(frame.toByteArray());
            out.flush();
        }

        private static String accepting(String key) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1")
                        .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
                return Base64.getEncoder().encodeToString(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(String.format(Locale.ROOT, "%s", e), e);
            }
        }
    }
}
