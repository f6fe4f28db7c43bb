package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key, as it is kept.
 *
 * @param sealedSecret opened under the label {@code key:APP_KEY}
 * @param operations words separated by blanks
 * @param channels patterns separated by blanks
 * @param createdBy the name of who made it
 * @param endsAt from when it is no longer active; null for never
 * @param lastUsedFrom the address from which it was last used
 * @param lastUsedWith the library with which it was last used
 */
@MappedEntity("app_keys")
record KeyRow(
        @Id String appKey,
        String appId,
        String name,
        String sealedSecret,
        String operations,
        String channels,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endsAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom,
        @Nullable String lastUsedWith) {}
