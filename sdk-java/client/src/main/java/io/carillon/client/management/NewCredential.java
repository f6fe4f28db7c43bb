package io.carillon.client.management;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key or server token that is to be made.
 *
 * <pre>{@code
 * NewCredential.named("Backend").within(Scope.of(Operation.PUBLISH).on("private-*")).endingAt(nextYear);
 * }</pre>
 *
 * @param endsAt from when it shall no longer be active; null for never
 * @param idempotencyKey made once under this key, within a day; null lets the client choose one
 */
public record NewCredential(
        String name,
        Scope scope,
        @Nullable Instant endsAt,
        @Nullable String idempotencyKey) {

    /** @throws io.carillon.protocol.InvalidValueException {@code idempotency_key_invalid} */
    public NewCredential {
        IdempotencyKeys.check(idempotencyKey);
    }

    /** One for everything, and without an end. */
    public static NewCredential named(String name) {
        return new NewCredential(name, Scope.EVERYTHING, null, null);
    }

    /** The same for no more than this. */
    public NewCredential within(Scope narrower) {
        return new NewCredential(name, narrower, endsAt, idempotencyKey);
    }

    /** The same until then. */
    public NewCredential endingAt(Instant end) {
        return new NewCredential(name, scope, end, idempotencyKey);
    }

    /** The same under a key of the caller's. */
    public NewCredential withIdempotencyKey(String key) {
        return new NewCredential(name, scope, endsAt, key);
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", name);
        fields.putAll(scope.fields());
        if (endsAt != null) {
            fields.put("ends_at", endsAt);
        }
        return fields;
    }
}
