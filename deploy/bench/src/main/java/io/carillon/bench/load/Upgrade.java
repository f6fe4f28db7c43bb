package io.carillon.bench.load;

import io.carillon.bench.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The HTTP half of a WebSocket's life: one request, and its answer put together from what is read. */
final class Upgrade {

    // The example of RFC 6455, 1.3. A fresh key would protect against caches, of which there are none on this way.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pplmbitxaq9kygzzhzrbk+xoo=";
    private static final int LONGEST = 16 * 1024;

    private final StringBuilder head = new StringBuilder();
    private boolean complete;

    static ByteBuf request(ByteBufAllocator allocator, String host, String target) {
        return ByteBufUtil.writeAscii(
                allocator,
                "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n\r\n");
    }

    /**
     * Takes what was read; answers where the first frame begins.
     *
     * @throws WireException if the server did not upgrade
     */
    int read(ByteBuffer bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            head.append((char) (bytes.get(at) & 0xff));
            if (bytes.get(at) == '\n' && head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                complete = true;
                requireUpgraded();
                return at + 1;
            }
        }
        if (head.length() > LONGEST) {
            throw new WireException("the answer to the upgrade is longer than " + LONGEST + " bytes");
        }
        return end;
    }

    boolean isComplete() {
        return complete;
    }

    private void requireUpgraded() {
        String answer = head.toString();
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new WireException("no upgrade: " + answer);
        }
        if (!answer.toLowerCase(Locale.ROOT).contains("sec-websocket-accept: " + ACCEPT)) {
            throw new WireException("wrong Sec-WebSocket-Accept (RFC 6455, 4.2.2): " + answer);
        }
    }

    /** What was read so far, as it came. */
    @Override
    public String toString() {
        return new String(head.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
