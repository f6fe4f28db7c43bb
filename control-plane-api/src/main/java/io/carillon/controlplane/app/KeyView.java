package io.carillon.controlplane.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key, as the management API shows it. Prints without its secret.
 *
 * @param key the public half
 * @param status {@code active}, {@code ending} (active until {@code endsAt}), {@code ended} or {@code revoked}
 * @param operations what it may be used for: {@code publish}, {@code subscribe}, {@code presence}, {@code history}, {@code admin}
 * @param channels patterns of the channels that it may be used for
 * @param createdBy the name of who made it
 * @param lastUsedFrom the address from which it was last used
 * @param lastUsedWith the library with which it was last used
 * @param secret the secret half; only where it was asked for, or was just made
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyView(
        String key,
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
        @Nullable String lastUsedFrom,
        @Nullable String lastUsedWith,
        @Nullable String secret) {

    @Override
    public String toString() {
        return "KeyView[" + key + ", " + status + "]";
    }
}
