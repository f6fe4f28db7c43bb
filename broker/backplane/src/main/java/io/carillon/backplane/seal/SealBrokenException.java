package io.carillon.backplane.seal;

/** A sealed secret cannot be opened. The message says why and repeats nothing of it. */
public final class SealBrokenException extends RuntimeException {

    SealBrokenException(String why) {
        super("A sealed secret cannot be opened: " + why + ".");
    }
}
