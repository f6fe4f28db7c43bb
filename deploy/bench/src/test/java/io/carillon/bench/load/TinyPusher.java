package io.carillon.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** As much of a Pusher server as a generator can tell apart from one: a thread per connection, and faults on demand. */
final class TinyPusher implements AutoCloseable {

    private static final Pattern CHANNEL = Pattern.compile("\"channel\":\"([^\"]+)\"");
    private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]+)\"");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, List<Socket>> members = new ConcurrentHashMap<>();
    private final List<Socket> all = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private volatile int dropEvery = Integer.MAX_VALUE;
    private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private int published;

    TinyPusher() throws IOException {
        spawn(() -> {
            while (true) {
                Socket socket = listener.accept();
                all.add(socket);
                spawn(() -> serve(socket));
            }
        });
    }

    /** Every n-th message reaches nobody. */
    void dropEvery(int n) {
        dropEvery = n;
    }

    /** Publish requests are answered so, and reach nobody. */
    void refuseWith(String answer) {
        this.answer = answer;
        dropEvery = 1;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    /** Request lines of publish requests. */
    List<String> publishRequests() {
        return new ArrayList<>(requests);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void spawn(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | UncheckedIOException over) {
                // The generator hung up, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        while (true) {
            String head = head(in);
            if (head.startsWith("GET /app/key?protocol=7")) {
                converse(socket, in);
                return;
            }
            requests.add(head.substring(0, head.indexOf("\r\n")));
            String body = new String(in.readNBytes(contentLength(head)), UTF_8);
            broadcast(group(CHANNEL, body), "m", group(DATA, body), null);
            socket.getOutputStream().write(answer.getBytes(UTF_8));
        }
    }

    private void converse(Socket socket, DataInputStream in) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write("""
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                \r
                """.getBytes(ISO_8859_1));
        say(
                socket,
                "{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"1.2\\\",\\\"activity_timeout\\\":120}\"}");
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte() & 0x7f;
            byte[] masked = new byte[length == 126 ? in.readUnsignedShort() : length];
            int mask = in.readInt();
            in.readFully(masked);
            if (mask != 0) {
                throw new IOException("the generator's mask is all zeros");
            }
            if (opcode == 8) {
                socket.close();
                return;
            }
            String text = new String(masked, UTF_8);
            String channel = group(CHANNEL, text);
            if (text.contains("pusher:subscribe")) {
                members.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>())
                        .add(socket);
                say(
                        socket,
                        "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                                + "\",\"data\":\"{}\"}");
            } else {
                broadcast(channel, "client-m", group(DATA, text), socket);
            }
        }
    }

    private synchronized void broadcast(String channel, String event, String data, @Nullable Socket except) {
        if (++published % dropEvery == 0) {
            return;
        }
        String text = "{\"event\":\"" + event + "\",\"channel\":\"" + channel + "\",\"data\":\"" + data + "\"}";
        for (Socket member : members.getOrDefault(channel, List.of())) {
            if (member != except) {
                say(member, text);
            }
        }
    }

    private static void say(Socket socket, String text) {
        byte[] payload = text.getBytes(UTF_8);
        boolean isShort = payload.length < 126;
        byte[] frame = new byte[payload.length + (isShort ? 2 : 4)];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (isShort ? payload.length : 126);
        if (!isShort) {
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, frame.length - payload.length, payload.length);
        try {
            synchronized (socket) {
                socket.getOutputStream().write(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("end");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int contentLength(String head) {
        return Integer.parseInt(group(Pattern.compile("content-length: (\\d+)"), head.toLowerCase(Locale.ROOT)));
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new UncheckedIOException(new IOException("not understood: " + text));
        }
        return matcher.group(1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : all) {
            socket.close();
        }
    }
}
