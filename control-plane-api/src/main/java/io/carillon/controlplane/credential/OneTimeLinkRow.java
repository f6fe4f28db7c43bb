package io.carillon.controlplane.credential;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A link that works once, as it is kept. */
@MappedEntity("one_time_links")
record OneTimeLinkRow(
        @Id String sha256, String purpose, @Nullable String personId, Instant createdAt, Instant endsAt) {}
