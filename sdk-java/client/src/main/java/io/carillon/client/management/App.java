package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.AppId;
import java.time.Instant;

/**
 * An app.
 *
 * @param organisation the id of who owns it
 * @param enabled false if connections and requests are refused
 * @param version changes with whatever changes of it; see {@link AppChange#onlyIf}
 */
public record App(
        AppId id,
        String organisation,
        String name,
        boolean enabled,
        Settings settings,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static App of(Json json) {
        return new App(
                AppId.of(Texts.required(json, "id")),
                Texts.required(json, "organisation"),
                Texts.required(json, "name"),
                json.flag("enabled"),
                Settings.of(json.require("settings")),
                Texts.instant(json, "created_at"),
                Texts.instant(json, "updated_at"),
                json.integer("version"));
    }
}
