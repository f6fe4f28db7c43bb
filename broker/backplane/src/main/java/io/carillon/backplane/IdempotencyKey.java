package io.carillon.backplane;

import io.carillon.protocol.InvalidValueException;

/**
 * A publisher's own name for one publish, so that it can be sent again when the answer was lost.
 *
 * @param value 1 to 128 characters
 * @param fingerprint stands for the content: the same key with another fingerprint is a mistake of the publisher
 */
public record IdempotencyKey(String value, String fingerprint) {

    private static final int MAX_LENGTH = 128;

    /** @throws InvalidValueException {@code idempotency_key_invalid} */
    public IdempotencyKey {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new InvalidValueException(
                    "idempotency_key_invalid", "An idempotency key must have 1 to " + MAX_LENGTH + " characters.");
        }
    }
}
