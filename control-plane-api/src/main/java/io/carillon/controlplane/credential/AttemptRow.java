package io.carillon.controlplane.credential;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * Guesses that went wrong.
 *
 * @param id digest of what was guessed at, or from where
 * @param closedUntil before which no other is looked at
 */
@MappedEntity("attempts")
record AttemptRow(@Id String id, int failures, Instant lastAt, Instant closedUntil) {}
