package io.carillon.controlplane;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends requests to the letter, without a client that would escape, add or forbid anything. */
final class Wire {

    private static final int PATIENCE_MILLIS = 10_000;

    private Wire() {}

    /** One request on a connection of its own, and what came back. */
    static Reply send(int port, String method, String target, Map<String, String> headers, byte[] body) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return parse(exchange(port, bytes.toByteArray()));
    }

    /** Bytes sent, and all bytes that came back until the server closed. */
    static byte[] exchange(int port, byte[] bytes) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reply parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer, but: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        var headers = new LinkedHashMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            // Some, such as Set-Cookie, may come several times.
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).trim(),
                    (one, other) -> one + "\n" + other);
        }
        String body = text.substring(end + 4);
        return new Reply(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                "chunked".equals(headers.get("transfer-encoding")) ? joined(body) : body);
    }

    /** What came in chunks; of characters that are one byte each, which is all that such answers of ours have in tests. */
    private static String joined(String chunks) {
        var body = new StringBuilder();
        int at = 0;
        while (true) {
            int end = chunks.indexOf("\r\n", at);
            int length = Integer.parseInt(chunks.substring(at, end), 16);
            if (length == 0) {
                return body.toString();
            }
            body.append(chunks, end + 2, end + 2 + length);
            at = end + 2 + length + 2;
        }
    }
}
