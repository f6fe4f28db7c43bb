package io.carillon.controlplane.tenant;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who belongs to an organisation.
 *
 * @param person their id
 * @param disabled whether the operator of the platform keeps them out
 * @param since when they came
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record MemberView(
        String person,
        String name,
        String email,
        String role,
        boolean secondFactor,
        boolean disabled,
        Instant since,
        @Nullable Instant lastSeenAt) {}
