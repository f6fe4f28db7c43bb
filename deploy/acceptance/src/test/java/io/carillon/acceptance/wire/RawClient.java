package io.carillon.acceptance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client of a hundred lines that can also send what no library would.
 *
 * <p>It reads only when asked, on the caller's thread. Frames of {@code subscription_count} come at times of their own, so
 * they are set aside, and only {@link #hearsCount} looks at them. All else is heard in the order of arrival, and nothing
 * is ever skipped.
 */
public final class RawClient implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** The bit in a frame's first byte that says it is the message's last. */
    public static final int FIN = 0x80;

    private static final int PATIENCE_MILLIS = 10_000;
    private static final String COUNT = "{\"event\":\"pusher_internal:subscription_count\",";
    private static final Pattern GREETING = Pattern.compile(
            "\\{\"event\":\"pusher:connection_established\",\"data\":\"\\{\\\\\"socket_id\\\\\":\\\\\"(\\d+\\.\\d+)\\\\\",\\\\\"activity_timeout\\\\\":120}\"}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final RawHttp.Answer handshake;
    private final List<String> story = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();
    private @Nullable String socketId;

    /** A frame from the server. */
    public record Frame(int firstByte, byte[] payload) {
        public int opcode() {
            return firstByte & 0x0f;
        }

        public String text() {
            return new String(payload, UTF_8);
        }

        /** The code of a close frame; 1005 if it has none. */
        public int closeCode() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }

        public String closeReason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, UTF_8);
        }
    }

    private RawClient(Socket socket, DataInputStream in, RawHttp.Answer handshake) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.handshake = handshake;
    }

    /** Upgrades, and insists on the 101. Headers are whole lines. */
    public static RawClient open(String host, int port, String target, String... headers) {
        return upgrade(dial(host, port), target, headers);
    }

    /** A connection on which nothing was said yet. */
    public static Socket dial(String host, int port) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("Dialling " + host + ":" + port, e);
        }
    }

    /** As {@link #open}, over a connection that was dialled before. */
    public static RawClient upgrade(Socket socket, String target, String... headers) {
        try {
            String host = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
            var head = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: " + host
                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(UTF_8));
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            RawHttp.Answer answer = RawHttp.read(in);
            if (answer.status() != 101) {
                socket.close();
                throw new AssertionError("The upgrade of " + target + " was answered with " + answer);
            }
            if (!"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".equals(answer.headers().get("sec-websocket-accept"))) {
                socket.close();
                throw new AssertionError("Wrong Sec-WebSocket-Accept in " + answer.headers());
            }
            return new RawClient(socket, new DataInputStream(in), answer);
        } catch (IOException e) {
            throw new UncheckedIOException("Opening " + target, e);
        }
    }

    /** Has more patience from now on. */
    public void waitsUpTo(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to the upgrade. */
    public RawHttp.Answer handshake() {
        return handshake;
    }

    /** Reads the first frame, which must be the greeting, to the letter. */
    public void isGreeted() {
        String first = nextText();
        Matcher greeting = GREETING.matcher(first);
        if (!greeting.matches()) {
            throw new AssertionError("The first frame is no connection_established: " + first);
        }
        socketId = greeting.group(1);
    }

    /** The socket id from the greeting. */
    public String socketId() {
        if (socketId == null) {
            throw new IllegalStateException("not greeted yet");
        }
        return socketId;
    }

    // ---- what it says

    /** Sends a text message. */
    public void says(String text) {
        story.add("-> " + text);
        sends(FIN | TEXT, text.getBytes(UTF_8));
    }

    /** Sends one masked frame. */
    public void sends(int firstByte, byte[] payload) {
        sendsBytes(masked(firstByte, payload));
    }

    /** Sends bytes as they are. */
    public void sendsBytes(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(story(), e);
        }
    }

    /** A frame as a client has to send it. */
    public static byte[] masked(int firstByte, byte[] payload) {
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        var frame = head(firstByte, 0x80, payload.length);
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i & 3]);
        }
        return frame.toByteArray();
    }

    /** A frame as only a server may send it. */
    public static byte[] unmasked(int firstByte, byte[] payload) {
        var frame = head(firstByte, 0, payload.length);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static ByteArrayOutputStream head(int firstByte, int maskBit, int length) {
        var head = new ByteArrayOutputStream(length + 14);
        head.write(firstByte);
        if (length < 126) {
            head.write(maskBit | length);
        } else if (length < 65_536) {
            head.write(maskBit | 126);
            head.write(length >> 8);
            head.write(length);
        } else {
            head.write(maskBit | 127);
            head.writeBytes(new byte[4]);
            head.write(length >> 24);
            head.write(length >> 16);
            head.write(length >> 8);
            head.write(length);
        }
        return head;
    }

    /** The payload of a close frame. */
    public static byte[] closing(int code, String reason) {
        byte[] words = reason.getBytes(UTF_8);
        byte[] payload = new byte[words.length + 2];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(words, 0, payload, 2, words.length);
        return payload;
    }

    /** Subscribes without a signature. */
    public void subscribes(String channel) {
        says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":" + quoted(channel) + "}}");
    }

    /** Subscribes with a good signature and, if not null, channel data. */
    public void subscribes(String channel, @Nullable String channelData) {
        says("{\"event\":\"pusher:subscribe\",\"data\":{\"auth\":"
                + quoted(Signing.channel(socketId(), channel, channelData)) + ",\"channel\":" + quoted(channel)
                + (channelData == null ? "" : ",\"channel_data\":" + quoted(channelData)) + "}}");
    }

    /** Subscribes and insists on the success frame of channels without members. */
    public void isSubscribedTo(String channel) {
        if (channel.startsWith("private-")) {
            subscribes(channel, null);
        } else {
            subscribes(channel);
        }
        hears("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel + "\",\"data\":\"{}\"}");
    }

    /** Joins a presence channel as a member and insists on some success. */
    public void joins(String channel, String channelData) {
        subscribes(channel, channelData);
        String answer = nextText();
        String expected =
                "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel + "\",\"data\":\"";
        if (!answer.startsWith(expected)) {
            throw new AssertionError("Expected " + expected + "…, but heard " + answer + story());
        }
    }

    public void unsubscribes(String channel) {
        says("{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":" + quoted(channel) + "}}");
    }

    /** Signs in with a good signature. */
    public void signsIn(String userData) {
        says("{\"event\":\"pusher:signin\",\"data\":{\"auth\":" + quoted(Signing.user(socketId(), userData))
                + ",\"user_data\":" + quoted(userData) + "}}");
    }

    /** Signs in and insists on the success frame. */
    public void isSignedIn(String userData) {
        signsIn(userData);
        hears("{\"event\":\"pusher:signin_success\",\"data\":" + quoted("{\"user_data\":" + quoted(userData) + "}")
                + "}");
    }

    // ---- what it hears

    /** The next frame must be this text, whole. */
    public void hears(String expected) {
        String actual = nextText();
        if (!actual.equals(expected)) {
            throw new AssertionError("Expected  " + expected + "\nbut heard " + actual + story());
        }
    }

    /** The next frame must be one of these texts: where the protocol leaves an order open. */
    public void hearsOneOf(String... expected) {
        String actual = nextText();
        if (!List.of(expected).contains(actual)) {
            throw new AssertionError(
                    "Expected one of\n" + String.join("\n", expected) + "\nbut heard " + actual + story());
        }
    }

    /** The next frame must begin like this: for messages whose words are our own. */
    public String hearsBeginning(String expected) {
        String actual = nextText();
        if (!actual.startsWith(expected)) {
            throw new AssertionError("Expected  " + expected + "…\nbut heard " + actual + story());
        }
        return actual;
    }

    /** Everything that the server had to say up to now was heard: the answer to a ping is the next frame. */
    public void hearsNothingMore() {
        says("{\"event\":\"pusher:ping\",\"data\":{}}");
        hears("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
    }

    /** Waits until this channel's count is told, whatever was told before. */
    public void hearsCount(String channel, int count) {
        String expected =
                COUNT + "\"channel\":\"" + channel + "\",\"data\":\"{\\\"subscription_count\\\":" + count + "}\"}";
        while (!counts.contains(expected)) {
            Frame frame = nextFrame();
            if (frame.opcode() != TEXT || !frame.text().startsWith(COUNT)) {
                throw new AssertionError("Expected " + expected + ", but heard " + describe(frame) + story());
            }
            counts.add(frame.text());
        }
        counts.subList(0, counts.indexOf(expected) + 1).clear();
    }

    /** The counts that were set aside so far, as frames. */
    public List<String> counts() {
        return List.copyOf(counts);
    }

    /** The next text frame but counts; control pings are answered on the way. */
    public String nextText() {
        while (true) {
            Frame frame = nextFrame();
            if (frame.opcode() == PING) {
                sends(FIN | PONG, frame.payload());
            } else if (frame.opcode() == TEXT && frame.text().startsWith(COUNT)) {
                counts.add(frame.text());
            } else if (frame.opcode() == TEXT && (frame.firstByte() & 0xf0) == FIN) {
                return frame.text();
            } else {
                throw new AssertionError("Expected a text frame, but got " + describe(frame) + story());
            }
        }
    }

    /** The next text frame, parsed. */
    public JsonNode nextJson() {
        return json(nextText());
    }

    /** The next frame of any kind. */
    public Frame nextFrame() {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & 0x80) != 0) {
                throw new AssertionError("A server must not mask its frames" + story());
            }
            long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
            Frame frame = new Frame(first, in.readNBytes(Math.toIntExact(length)));
            story.add("<- " + describe(frame));
            return frame;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("Heard nothing for " + socketTimeout() + " ms" + story(), e);
        } catch (EOFException e) {
            throw new AssertionError("The server closed the TCP connection without a close frame" + story(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(story(), e);
        }
    }

    /** The next frame must close with this code; answers it, and insists on an orderly end of TCP. Gives the reason. */
    public String isClosedWith(int code) {
        Frame frame = nextFrame();
        if (frame.opcode() != CLOSE || frame.closeCode() != code) {
            throw new AssertionError("Expected a close with " + code + ", but got " + describe(frame) + story());
        }
        try {
            out.write(masked(FIN | CLOSE, code == 1005 ? new byte[0] : closing(code, "")));
            out.flush();
        } catch (IOException serverWasFaster) {
            // It may have ended TCP with its close frame already: that is orderly too.
        }
        tcpEnds();
        return frame.closeReason();
    }

    /** Fatal errors: the frame, then a close with the same code and words. Gives the words. */
    public String isRefusedWith(int code) {
        String error = nextText();
        String message = json(error).path("data").path("message").asText();
        String expected =
                "{\"event\":\"pusher:error\",\"data\":{\"code\":" + code + ",\"message\":" + quoted(message) + "}}";
        if (!error.equals(expected)) {
            throw new AssertionError("Expected " + expected + ", but heard " + error + story());
        }
        String reason = isClosedWith(code);
        if (!message.startsWith(reason) || reason.isEmpty()) {
            throw new AssertionError("Closed with '" + reason + "' instead of '" + message + "'");
        }
        return message;
    }

    /** Says goodbye and waits for the goodbye of the server, past all that was on its way. */
    public void leavesInPeace() {
        leaves();
        Frame frame = nextFrame();
        while (frame.opcode() == TEXT) {
            frame = nextFrame();
        }
        if (frame.opcode() != CLOSE) {
            throw new AssertionError("Expected a goodbye, but got " + describe(frame) + story());
        }
    }

    /** TCP ends by the server's FIN, with nothing more said. */
    public void tcpEnds() {
        try {
            int octet = in.read();
            if (octet >= 0) {
                throw new AssertionError("The server says more after its close frame: byte " + octet + story());
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "The server left TCP open for " + socketTimeout() + " ms after its close" + story(), e);
        } catch (IOException e) {
            throw new AssertionError("TCP did not end in order: " + e + story(), e);
        }
    }

    /** Hangs up without a word, as a phone in a tunnel does, but with a FIN. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says goodbye with a close frame, without waiting for the answer. */
    public void leaves() {
        sends(FIN | CLOSE, closing(1000, ""));
    }

    /** The socket, for tests about TCP itself. */
    public Socket socket() {
        return socket;
    }

    /** A JSON string with this content, escaped no more than JSON asks. */
    public static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A parsed JSON text. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    private int socketTimeout() {
        try {
            return socket.getSoTimeout();
        } catch (IOException e) {
            return PATIENCE_MILLIS;
        }
    }

    private static String describe(Frame frame) {
        return switch (frame.opcode()) {
            case TEXT -> frame.text();
            case CLOSE -> "close " + frame.closeCode() + " '" + frame.closeReason() + "'";
            default -> "frame 0x" + Integer.toHexString(frame.firstByte()) + " of " + frame.payload().length + " bytes";
        };
    }

    private String story() {
        return "\nThe story of " + (socketId == null ? "this client" : socketId) + ":\n"
                + String.join("\n", story.subList(Math.max(0, story.size() - 30), story.size()));
    }
}
