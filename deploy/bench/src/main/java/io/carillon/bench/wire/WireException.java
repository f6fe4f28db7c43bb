package io.carillon.bench.wire;

/** What came over a connection cannot be read; the message says why. The connection is beyond use. */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WireException(String message) {
        super(message);
    }
}
