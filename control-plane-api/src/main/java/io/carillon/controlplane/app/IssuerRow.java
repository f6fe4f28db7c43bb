package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * Somebody whose tokens an app believes, as it is kept.
 *
 * @param name what its tokens have in {@code iss}; no app has two of one name
 * @param issuer in the form of {@code io.carillon.token.IssuerText}
 * @param createdBy the name of who made it
 */
@MappedEntity("app_issuers")
public record IssuerRow(
        @Id String id,
        String appId,
        String name,
        String issuer,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        long version) {}
