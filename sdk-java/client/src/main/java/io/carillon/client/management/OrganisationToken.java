package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.AppId;
import io.carillon.protocol.signature.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API token of an organisation, with which a {@link ManagementClient} calls. Prints without its text.
 *
 * @param role what it may be in the organisation
 * @param app the one app that it is for; null for all
 * @param createdBy the name of who made it
 * @param endsAt from when it no longer works; null for never
 * @param revokedAt null if it was not revoked
 * @param lastUsedAt to the minute; null if it never was
 * @param lastUsedFrom the address of the network; null if it never was
 * @param token its text, where it was just made; null otherwise: the platform keeps only a digest
 */
public record OrganisationToken(
        String id,
        String name,
        Standing standing,
        Role role,
        @Nullable AppId app,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endsAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom,
        @Nullable Secret token) {

    static OrganisationToken of(Json json) {
        return new OrganisationToken(
                Texts.required(json, "id"),
                Texts.required(json, "name"),
                Standing.of(json),
                Role.of(json),
                Texts.findApp(json, "app"),
                Texts.instant(json, "created_at"),
                Texts.required(json, "created_by"),
                Texts.findInstant(json, "ends_at"),
                Texts.findInstant(json, "revoked_at"),
                Texts.findInstant(json, "last_used_at"),
                json.text("last_used_from"),
                Texts.findSecret(json, "token"));
    }
}
