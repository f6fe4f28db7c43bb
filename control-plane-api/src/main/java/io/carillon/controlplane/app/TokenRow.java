package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server token, as it is kept.
 *
 * @param sha256 of its text, in hex
 * @param sealedText opened under the label {@code token:ID}; null for all but the one that a development server shows
 * @param operations words separated by blanks
 * @param channels patterns separated by blanks
 */
@MappedEntity("app_tokens")
record TokenRow(
        @Id String id,
        String appId,
        String name,
        String sha256,
        @Nullable String sealedText,
        String operations,
        String channels,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endsAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {}
