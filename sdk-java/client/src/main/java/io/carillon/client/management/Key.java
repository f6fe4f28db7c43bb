package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key pair of an app. Prints without its secret.
 *
 * @param key the public half
 * @param createdBy the name of who made it
 * @param endsAt from when it is no longer active; null for never
 * @param revokedAt null if it was not revoked
 * @param lastUsedAt null if it never was
 * @param secret the secret half, where it was just made or asked for; null otherwise
 */
public record Key(
        AppKey key,
        AppId app,
        String name,
        Standing standing,
        Scope scope,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endsAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable Secret secret) {

    /**
     * The secret half.
     *
     * @throws IllegalStateException if this is a key as lists show it: {@link Keys#reveal} has the secret
     */
    public Secret revealed() {
        if (secret == null) {
            throw new IllegalStateException(
                    "The secret of key " + key + " is not here: ask with keys(...).reveal(...).");
        }
        return secret;
    }

    static Key of(Json json) {
        return new Key(
                AppKey.of(Texts.required(json, "key")),
                AppId.of(Texts.required(json, "app")),
                Texts.required(json, "name"),
                Standing.of(json),
                Scope.of(json),
                Texts.instant(json, "created_at"),
                Texts.required(json, "created_by"),
                Texts.findInstant(json, "ends_at"),
                Texts.findInstant(json, "revoked_at"),
                Texts.findInstant(json, "last_used_at"),
                Texts.findSecret(json, "secret"));
    }
}
