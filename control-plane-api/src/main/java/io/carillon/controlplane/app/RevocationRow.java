package io.carillon.controlplane.app;

import io.carillon.backplane.Revocation;
import io.carillon.backplane.Revocation.Kind;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Locale;

/**
 * A revocation, as it is kept.
 *
 * @param kind that of {@link Revocation.Kind}, in lower case
 * @param subject the id of the token, user or key; empty for all
 * @param blocks whether it keeps a user out until it is over
 * @param beforeAt what was issued before is refused
 * @param untilAt when it is over
 * @param createdBy the name of who made it
 */
@MappedEntity("app_revocations")
public record RevocationRow(
        @Id String id,
        String appId,
        String kind,
        String subject,
        boolean blocks,
        Instant beforeAt,
        Instant untilAt,
        Instant createdAt,
        String createdBy) {

    /** The word by which a kind is kept and shown. */
    public static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    Revocation toRevocation() {
        return new Revocation(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), subject, beforeAt, untilAt);
    }
}
