package io.carillon.client.json;

/** A text is no JSON, or not of the shape that was expected. */
public final class JsonException extends RuntimeException {

    /** @param message what is wrong with it */
    public JsonException(String message) {
        super(message);
    }
}
