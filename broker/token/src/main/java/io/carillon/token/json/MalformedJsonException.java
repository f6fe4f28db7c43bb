package io.carillon.token.json;

/** A text is not JSON, or not such JSON as is taken here. The message says why and quotes nothing of the text. */
public final class MalformedJsonException extends Exception {

    MalformedJsonException(String message) {
        // No stack trace: strangers send such texts as fast as they can.
        super(message, null, false, false);
    }
}
