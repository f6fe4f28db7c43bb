package io.carillon.controlplane.audit;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log, as it is kept.
 *
 * @param organisationId null if it concerns the whole platform
 * @param outcome {@code done} or {@code refused}
 * @param changes from -> to of each field, as JSON; without secrets
 * @param byOutsider whether it was refused to somebody who was not in the organisation
 */
@MappedEntity("audit_log")
public record AuditEntry(
        @Id @GeneratedValue @Nullable Long id,
        Instant happenedAt,
        @Nullable String organisationId,
        @Nullable String appId,
        String actorKind,
        String actorId,
        String actorName,
        String via,
        String address,
        String action,
        String subject,
        String outcome,
        String changes,
        boolean byOutsider) {}
