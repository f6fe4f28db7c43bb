package io.carillon.controlplane.issuer;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;

/**
 * Somebody whose tokens an app believes, as the management API shows it.
 *
 * @param issuer as it was sent, in one form: what is null left out
 * @param createdBy the name of who made it
 * @param version of the issuer
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record IssuerView(
        String id,
        String app,

        @Schema(implementation = Map.class, description = "As it was sent, in one form: what is null left out.")
        JsonNode issuer,

        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        long version) {}
