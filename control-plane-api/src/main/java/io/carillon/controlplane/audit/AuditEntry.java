package io.carillon.controlplane.audit;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the log, as it is kept. */
@MappedEntity("audit_log")
record AuditEntry(
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
        String changes) {}
