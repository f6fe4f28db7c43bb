package io.carillon.client.management;

import io.carillon.protocol.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** Keys under which something is made once. */
final class IdempotencyKeys {

    private static final int MAX_LENGTH = 128;

    private IdempotencyKeys() {}

    /** @throws InvalidValueException {@code idempotency_key_invalid} */
    static void check(@Nullable String key) {
        if (key != null
                && (key.isBlank() || key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c >= ' ' && c < 127))) {
            throw new InvalidValueException(
                    "idempotency_key_invalid",
                    "An idempotency key has 1 to " + MAX_LENGTH + " visible characters of ASCII, such as a UUID.");
        }
    }
}
