package io.carillon.controlplane.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server token, as the management API shows it. Prints without its text.
 *
 * @param status {@code active}, {@code ending} (active until {@code endsAt}), {@code ended} or {@code revoked}
 * @param operations what it may be used for: {@code publish}, {@code subscribe}, {@code presence}, {@code history}, {@code admin}
 * @param channels patterns of the channels that it may be used for
 * @param token its text; only in the answer that made it, and never again: only a digest is kept
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenView(
        String id,
        String app,
        String name,
        String status,
        List<String> operations,
        List<String> channels,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endsAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String token) {

    @Override
    public String toString() {
        return "TokenView[" + id + ", " + status + "]";
    }
}
