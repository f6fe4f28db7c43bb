package io.carillon.controlplane.revoke;

import io.carillon.controlplane.app.RevocationRow;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * A revocation, as it is shown.
 *
 * @param kind {@code token}, {@code user}, {@code key} or {@code all}
 * @param subject the id of the token, user or key; empty for all
 * @param block whether it keeps a user out until it is over
 * @param issuedBefore what was issued before is refused
 * @param until when it is over
 * @param createdBy the name of who made it
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record RevocationView(
        String id,
        String app,
        String kind,
        String subject,
        boolean block,
        Instant issuedBefore,
        Instant until,
        Instant createdAt,
        String createdBy) {

    static RevocationView of(RevocationRow row) {
        return new RevocationView(
                row.id(),
                row.appId(),
                row.kind(),
                row.subject(),
                row.blocks(),
                row.beforeAt(),
                row.untilAt(),
                row.createdAt(),
                row.createdBy());
    }
}
