package io.carillon.client.management;

import io.carillon.protocol.AppId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An API token of an organisation that is to be made.
 *
 * <pre>{@code
 * NewOrganisationToken.named("Deployment", Role.DEVELOPER).forApp("1000").endingAt(nextYear);
 * }</pre>
 *
 * @param role what it may be, up to the caller's own
 * @param app the one app that it is for; null for all
 * @param endsAt from when it shall no longer work; null for never
 * @param idempotencyKey made once under this key, within a day; null lets the client choose one
 */
public record NewOrganisationToken(
        String name,
        Role role,
        @Nullable AppId app,
        @Nullable Instant endsAt,
        @Nullable String idempotencyKey) {

    /** @throws io.carillon.protocol.InvalidValueException {@code idempotency_key_invalid} */
    public NewOrganisationToken {
        IdempotencyKeys.check(idempotencyKey);
    }

    /** One for all apps, and without an end. */
    public static NewOrganisationToken named(String name, Role role) {
        return new NewOrganisationToken(name, role, null, null, null);
    }

    /**
     * The same for one app alone.
     *
     * @throws io.carillon.protocol.InvalidValueException {@code app_id_invalid}
     */
    public NewOrganisationToken forApp(String only) {
        return new NewOrganisationToken(name, role, AppId.of(only), endsAt, idempotencyKey);
    }

    /** The same until then. */
    public NewOrganisationToken endingAt(Instant end) {
        return new NewOrganisationToken(name, role, app, end, idempotencyKey);
    }

    /** The same under a key of the caller's. */
    public NewOrganisationToken withIdempotencyKey(String key) {
        return new NewOrganisationToken(name, role, app, endsAt, key);
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", name);
        fields.put("role", role.word());
        if (app != null) {
            fields.put("app", app);
        }
        if (endsAt != null) {
            fields.put("ends_at", endsAt);
        }
        return fields;
    }
}
