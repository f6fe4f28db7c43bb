package io.carillon.schema;

/** A check has done all the work that it may. */
final class TooMuchWorkException extends RuntimeException {

    static final TooMuchWorkException INSTANCE = new TooMuchWorkException();

    private TooMuchWorkException() {
        super("a check against a schema took too much work", null, false, false);
    }
}
