package io.carillon.controlplane.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the log somebody wants to see. What is null is any.
 *
 * @param organisation whose
 * @param outsiders whether those who were not in the organisation may be looked for, and be told apart
 * @param actor id or name of who did it
 * @param outcome {@code done} or {@code refused}
 * @param from the first moment
 * @param to the moment up to which
 */
public record AuditQuestion(
        @Nullable String organisation,
        boolean outsiders,
        @Nullable String app,
        @Nullable String action,
        @Nullable String actor,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant to) {}
