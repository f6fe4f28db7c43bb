package io.carillon.controlplane.publish;

import io.carillon.backplane.IdempotencyKey;
import io.carillon.controlplane.exchange.Call;
import org.jspecify.annotations.Nullable;

/** The publisher's own name for a request, where it is in no field of the body. */
final class IdempotencyHeader {

    private IdempotencyHeader() {}

    /** {@code Idempotency-Key} or {@code X-Idempotency-Key}; null if there is neither. */
    static @Nullable String in(Call call) {
        String key = call.header("Idempotency-Key");
        return key == null ? call.header("X-Idempotency-Key") : key;
    }

    /**
     * The key of one event of a batch that came under one key: the place in the batch tells it from the others, which may
     * go to the same channel.
     *
     * @throws io.carillon.protocol.InvalidValueException if the batch's key cannot be
     */
    static @Nullable String ofEntry(@Nullable String keyOfBatch, int index) {
        if (keyOfBatch == null) {
            return null;
        }
        String valid = new IdempotencyKey(keyOfBatch, "").value();
        // Hashed, so that the place fits behind a key of any length.
        return Fingerprint.of(valid) + "#" + index;
    }
}
