package io.carillon.bench.wire;

import java.nio.charset.StandardCharsets;

/** What is published: a token, then {@code x} up to the size that was asked for. */
public final class Payload {

    private Payload() {}

    /** A payload whose token is still to be written. */
    public static String blank(int size) {
        byte[] bytes = "x".repeat(Math.max(size, Token.LENGTH)).getBytes(StandardCharsets.US_ASCII);
        Token.write(bytes, 0, 0, 0, Token.MESSAGE);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /**
     * Where the token stands in a message that was made around a {@linkplain #blank blank} payload.
     *
     * @throws WireException if there is none
     */
    public static int tokenIn(byte[] message) {
        for (int i = 0; i + Token.LENGTH <= message.length; i++) {
            if (message[i] == '#' && message[i + 1] == 'T') {
                return i;
            }
        }
        throw new WireException("a message without a token");
    }
}
