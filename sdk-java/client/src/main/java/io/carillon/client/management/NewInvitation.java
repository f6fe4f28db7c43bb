package io.carillon.client.management;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that is to be made.
 *
 * @param email of whoever is invited; nothing is sent to it
 * @param role that they are to have, up to the caller's own
 * @param idempotencyKey made once under this key, within a day; null lets the client choose one
 */
public record NewInvitation(
        String email, Role role, @Nullable String idempotencyKey) {

    /** @throws io.carillon.protocol.InvalidValueException {@code idempotency_key_invalid} */
    public NewInvitation {
        IdempotencyKeys.check(idempotencyKey);
    }

    /** One for this address. */
    public static NewInvitation of(String email, Role role) {
        return new NewInvitation(email, role, null);
    }

    /** The same under a key of the caller's. */
    public NewInvitation withIdempotencyKey(String key) {
        return new NewInvitation(email, role, key);
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("email", email);
        fields.put("role", role.word());
        return fields;
    }
}
