package io.carillon.controlplane.usage;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A threshold of a quota was crossed.
 *
 * @param id greater for later ones
 * @param app whose quota; null if it is the organisation's
 * @param quota {@code messages_per_day} or {@code messages_per_month}
 * @param threshold 50, 80 or 100 per cent
 * @param used messages when it was noticed
 * @param allowed what the quota was then
 * @param hard whether nothing more is accepted when all is used
 * @param periodStartedAt the beginning of the day or month
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record AlertView(
        String id,
        String organisation,
        @Nullable String app,
        String quota,
        int threshold,
        long used,
        long allowed,
        boolean hard,
        Instant periodStartedAt,
        Instant createdAt) {

    static AlertView of(AlertRow row) {
        return new AlertView(
                String.valueOf(row.id()),
                row.organisationId(),
                row.appId(),
                row.quota(),
                row.threshold(),
                row.used(),
                row.allowed(),
                row.hard(),
                row.periodStartedAt(),
                row.createdAt());
    }
}
