package io.carillon.backplane;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One run of one broker. A broker that starts again, or that slept through its lease, is another node.
 *
 * @param value 16 lower-case hex digits
 */
public record NodeId(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public NodeId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a node needs an id");
        }
    }

    /** An id that no node has had. */
    public static NodeId fresh() {
        byte[] bits = new byte[8];
        RANDOM.nextBytes(bits);
        return new NodeId(HexFormat.of().formatHex(bits));
    }

    @Override
    public String toString() {
        return value;
    }
}
