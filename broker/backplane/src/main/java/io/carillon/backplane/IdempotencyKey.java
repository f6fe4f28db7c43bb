package io.carillon.backplane;

import io.carillon.protocol.InvalidValueException;
import java.time.Duration;

/**
 * A publisher's own name for one publish, so that it can be sent again when the answer was lost.
 *
 * @param value 1 to 128 characters
 * @param fingerprint stands for the content: the same key with another fingerprint is a mistake of the publisher
 */
public record IdempotencyKey(String value, String fingerprint) {

    /** How long a key is remembered for its channel, from the publish that was taken under it. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final int MAX_LENGTH = 128;

    /** @throws InvalidValueException {@code idempotency_key_invalid} */
    public IdempotencyKey {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new InvalidValueException(
                    "idempotency_key_invalid", "An idempotency key must have 1 to " + MAX_LENGTH + " characters.");
        }
    }
}
