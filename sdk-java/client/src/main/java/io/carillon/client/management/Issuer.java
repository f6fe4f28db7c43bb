package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.AppId;
import java.time.Instant;

/**
 * Somebody whose tokens an app believes.
 *
 * @param terms as they were sent, in one form
 * @param createdBy the name of who made it
 * @param version changes with whatever changes of it
 */
public record Issuer(
        String id, AppId app, IssuerTerms terms, Instant createdAt, String createdBy, Instant updatedAt, long version) {

    static Issuer of(Json json) {
        return new Issuer(
                Texts.required(json, "id"),
                AppId.of(Texts.required(json, "app")),
                new IssuerTerms(json.require("issuer").source()),
                Texts.instant(json, "created_at"),
                Texts.required(json, "created_by"),
                Texts.instant(json, "updated_at"),
                json.integer("version"));
    }
}
