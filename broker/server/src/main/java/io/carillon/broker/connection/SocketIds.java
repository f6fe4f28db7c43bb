package io.carillon.broker.connection;

import io.carillon.protocol.SocketId;
import java.security.SecureRandom;

/**
 * Ids for connections: 80 random bits in two numbers. Signatures are bound to them and have no expiry, so nobody may be
 * able to guess one or be given one again.
 */
public final class SocketIds {

    private static final long BOUND = 1L << 40;

    private final SecureRandom random = new SecureRandom();

    /** An id that nobody has had. From any thread. */
    public SocketId next() {
        return SocketId.of(random.nextLong(BOUND) + "." + random.nextLong(BOUND));
    }
}
