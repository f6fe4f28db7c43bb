package io.carillon.client.management;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that is to be made.
 *
 * @param idempotencyKey made once under this key, within a day; null lets the client choose one
 */
public record NewOrganisation(String name, @Nullable String idempotencyKey) {

    /** @throws io.carillon.protocol.InvalidValueException {@code idempotency_key_invalid} */
    public NewOrganisation {
        IdempotencyKeys.check(idempotencyKey);
    }

    /** An organisation of this name. */
    public static NewOrganisation named(String name) {
        return new NewOrganisation(name, null);
    }

    /** The same under a key of the caller's. */
    public NewOrganisation withIdempotencyKey(String key) {
        return new NewOrganisation(name, key);
    }

    Map<String, Object> fields() {
        return Map.of("name", name);
    }
}
