package io.carillon.controlplane.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.controlplane.app.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API token, as the management API shows it. Prints without its text.
 *
 * @param status {@code active}, {@code ending} (active until {@code endsAt}), {@code ended} or {@code revoked}
 * @param role the most that it may be; left out for all that its person is
 * @param operator whether it may do what its person may as an operator
 * @param app the one app that it is for; left out for all
 * @param lastUsedAt to the minute
 * @param token its text; only in the answer that made it, and never again: only a digest is kept
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiTokenView(
        String id,
        String name,
        String status,
        @Nullable String role,
        boolean operator,
        @Nullable String app,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endsAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom,
        @Nullable String token) {

    /** @param text null if it is not to be shown */
    public static ApiTokenView of(ApiTokenRow row, Instant now, @Nullable String text) {
        return new ApiTokenView(
                row.id(),
                row.name(),
                Status.of(row.revokedAt(), row.endsAt(), now),
                row.role(),
                row.operator(),
                row.appId(),
                row.createdAt(),
                row.createdBy(),
                row.endsAt(),
                row.revokedAt(),
                row.lastUsedAt(),
                row.lastUsedFrom(),
                text);
    }

    @Override
    public String toString() {
        return "ApiTokenView[" + id + ", " + status + "]";
    }
}
