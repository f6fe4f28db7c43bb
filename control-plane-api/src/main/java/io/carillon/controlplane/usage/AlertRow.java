package io.carillon.controlplane.usage;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That a threshold of a quota was crossed; once in a period. */
@MappedEntity("usage_alerts")
record AlertRow(
        @Id @GeneratedValue @Nullable Long id,
        String subject,
        String organisationId,
        @Nullable String appId,
        String quota,
        Instant periodStartedAt,
        int threshold,
        long used,
        long allowed,
        boolean hard,
        Instant createdAt) {}
