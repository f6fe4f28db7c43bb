package io.carillon.client.management;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app that is to be made. It gets a first key for everything.
 *
 * @param organisation the id of who shall own it; null for the one organisation that the caller is in
 * @param settings those that shall differ from the defaults
 * @param idempotencyKey made once under this key, within a day; null lets the client choose one
 */
public record NewApp(
        String name,
        @Nullable String organisation,
        Settings settings,
        @Nullable String idempotencyKey) {

    /** @throws io.carillon.protocol.InvalidValueException {@code idempotency_key_invalid} */
    public NewApp {
        IdempotencyKeys.check(idempotencyKey);
    }

    /** An app of this name with default settings. */
    public static NewApp named(String name) {
        return new NewApp(name, null, Settings.none(), null);
    }

    /** The same for an organisation. */
    public NewApp ownedBy(String organisationId) {
        return new NewApp(name, organisationId, settings, idempotencyKey);
    }

    /** The same with these settings in place of the defaults. */
    public NewApp withSettings(Settings other) {
        return new NewApp(name, organisation, other, idempotencyKey);
    }

    /** The same under a key of the caller's: for what may be asked for again after a restart, say. */
    public NewApp withIdempotencyKey(String key) {
        return new NewApp(name, organisation, settings, key);
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", name);
        if (organisation != null) {
            fields.put("organisation", organisation);
        }
        if (!settings.isEmpty()) {
            fields.put("settings", settings.fields());
        }
        return fields;
    }
}
