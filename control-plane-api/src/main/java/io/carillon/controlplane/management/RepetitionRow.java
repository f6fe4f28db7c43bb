package io.carillon.controlplane.management;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request that was carried out, or is being carried out now. */
@MappedEntity("idempotency_keys")
record RepetitionRow(
        @Id String id, String fingerprint, @Nullable String sealedAnswer, Instant createdAt) {}
