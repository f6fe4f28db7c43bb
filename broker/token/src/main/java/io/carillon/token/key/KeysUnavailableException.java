package io.carillon.token.key;

import java.util.concurrent.CompletionException;

/** An issuer's keys cannot be had at present. The message says why, as the end of a sentence about its key set. */
public final class KeysUnavailableException extends Exception {

    public KeysUnavailableException(String message) {
        super(message, null, false, false);
    }

    /** What a stage of keys failed with. */
    public static KeysUnavailableException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof KeysUnavailableException why
                ? why
                : new KeysUnavailableException("could not be fetched");
    }
}
