package io.carillon.broker.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A socket and nothing else: says exactly what a test wants said, right or wrong. */
final class RawClient implements AutoCloseable {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** @param receiveBuffer SO_RCVBUF; 0 for the system's own */
    RawClient(int port, int receiveBuffer) throws IOException {
        this(connect(port, receiveBuffer));
    }

    /** @param socket connected */
    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    private static Socket connect(int port, int receiveBuffer) throws IOException {
        var socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    RawClient(int port) throws IOException {
        this(port, 0);
    }

    /** Connects, upgrades, and hears the first frame. */
    static RawClient connected(int port) throws IOException {
        var client = new RawClient(port);
        client.upgrade("/app/key?protocol=7");
        client.frame();
        return client;
    }

    static String upgradeRequest(String uri, String... headers) {
        return "GET " + uri + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList()) + "\r\n";
    }

    /** Asks for a WebSocket, and returns the head of the answer, which must be a 101. */
    String upgrade(String uri, String... headers) throws IOException {
        send(upgradeRequest(uri, headers));
        String head = head();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        return head;
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void sendText(String text) throws IOException {
        send(frame(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    void sendClose(int code) throws IOException {
        send(frame(0x80 | CLOSE, new byte[] {(byte) (code >> 8), (byte) code}));
    }

    /** One masked frame. */
    static byte[] frame(int firstByte, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 0x10000) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i % MASK.length]);
        }
        return frame.toByteArray();
    }

    /** This side's port. */
    int port() {
        return socket.getLocalPort();
    }

    /** The head of an HTTP answer. */
    String head() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** The next frame, as opcode and text: {@code 1 {...}}; a close frame as {@code 8 1000 reason}. */
    String frame() throws IOException {
        int first = in.readUnsignedByte();
        if ((first & 0xf0) != 0x80) {
            throw new AssertionError("not a single whole frame: " + Integer.toHexString(first));
        }
        byte[] payload = payload();
        int opcode = first & 0x0f;
        if (opcode == CLOSE && payload.length >= 2) {
            int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
            return "8 " + code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
        return opcode + " " + new String(payload, StandardCharsets.UTF_8);
    }

    private byte[] payload() throws IOException {
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    /** Whether the server has closed the connection in an orderly way, with nothing left to read. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    /** Reads to the end, however it comes. */
    byte[] rest() throws IOException {
        var rest = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                rest.write(buffer, 0, n);
            }
        } catch (SocketException | EOFException reset) {
            // Nothing more will come.
        }
        return rest.toByteArray();
    }

    DataInputStream input() {
        return in;
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
