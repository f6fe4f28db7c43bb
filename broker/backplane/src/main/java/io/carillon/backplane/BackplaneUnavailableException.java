package io.carillon.backplane;

/** The nodes cannot reach what they share just now. Nothing was changed, or it is not known whether it was; a later try may succeed. */
public final class BackplaneUnavailableException extends RuntimeException {

    public BackplaneUnavailableException(String message) {
        super(message);
    }

    public BackplaneUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
