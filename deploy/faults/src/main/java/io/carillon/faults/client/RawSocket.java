package io.carillon.faults.client;

import io.carillon.faults.process.Address;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A connection on which any bytes may be sent, as an attacker would, from an address of this machine that no good client has. One thread
 * uses it.
 */
public final class RawSocket implements AutoCloseable {

    /** Where attackers come from: what is limited for each address is not their neighbours' business. */
    private static final String HOST = "127.0.0.2";

    private static final int LARGEST_HEADER = 16 * 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int CUT = 1006;
    private static final int NOT_CUT = 0;
    private static final int CLOSE = 8;
    private static final int TEXT = 1;

    /**
     * How a connection ended.
     *
     * @param code of the close frame; 1006 if there was none, 0 if it had not ended in time
     * @param lastText the last message before it
     */
    public record Ending(int code, String reason, String lastText) {}

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Connects and asks for a WebSocket of the app, claiming to know permessage-deflate. */
    public static RawSocket upgraded(Address address, App app) {
        try {
            var socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), 0));
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            var raw = new RawSocket(socket);
            raw.handshake(address, app);
            return raw;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handshake(Address address, App app) throws IOException {
        socket.setSoTimeout(CONNECT_MILLIS);
        out.write(("GET /app/" + app.key() + "?protocol=7&client=hostile&version=1 HTTP/1.1\r\nHost: " + address
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                        + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        var header = new StringBuilder();
        while (!header.toString().endsWith("\r\n\r\n") && header.length() < LARGEST_HEADER) {
            header.append((char) in.readUnsignedByte());
        }
        if (!header.toString().startsWith("HTTP/1.1 101") || header.toString().contains("permessage-deflate")) {
            throw new IOException("the upgrade was answered with " + header);
        }
    }

    /** Sends; false if the other side has hung up, which is what an attacker must expect. */
    public boolean send(byte[] bytes) {
        try {
            out.write(bytes);
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }

    /** Reads to the end of the connection, or as long as there is patience. */
    public Ending readToEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        String lastText = "";
        try {
            while (true) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return new Ending(NOT_CUT, "", lastText);
                }
                socket.setSoTimeout((int) left);
                int opcode = in.readUnsignedByte() & 0x0f;
                byte[] payload = in.readNBytes(length());
                if (opcode == TEXT) {
                    lastText = new String(payload, StandardCharsets.UTF_8);
                } else if (opcode == CLOSE && payload.length >= 2) {
                    int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
                    return new Ending(
                            code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8), lastText);
                }
            }
        } catch (SocketTimeoutException outOfPatience) {
            return new Ending(NOT_CUT, "", lastText);
        } catch (IOException cut) {
            return new Ending(CUT, String.valueOf(cut.getMessage()), lastText);
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            return in.readUnsignedShort();
        }
        return length == 127 ? (int) in.readLong() : length;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is what we wanted.
        }
    }
}
