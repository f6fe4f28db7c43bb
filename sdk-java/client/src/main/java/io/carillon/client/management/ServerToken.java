package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.AppId;
import io.carillon.protocol.signature.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token with which an app's servers publish and ask. Prints without its text.
 *
 * @param createdBy the name of who made it
 * @param endsAt from when it is no longer active; null for never
 * @param revokedAt null if it was not revoked
 * @param lastUsedAt null if it never was
 * @param token its text, where it was just made; null otherwise: the platform keeps only a digest
 */
public record ServerToken(
        String id,
        AppId app,
        String name,
        Standing standing,
        Scope scope,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endsAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable Secret token) {

    static ServerToken of(Json json) {
        return new ServerToken(
                Texts.required(json, "id"),
                AppId.of(Texts.required(json, "app")),
                Texts.required(json, "name"),
                Standing.of(json),
                Scope.of(json),
                Texts.instant(json, "created_at"),
                Texts.required(json, "created_by"),
                Texts.findInstant(json, "ends_at"),
                Texts.findInstant(json, "revoked_at"),
                Texts.findInstant(json, "last_used_at"),
                Texts.findSecret(json, "token"));
    }
}
