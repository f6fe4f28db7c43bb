package io.carillon.controlplane.account;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What an operator changes of somebody; what is left out stays.
 *
 * @param operator whether they run the platform
 * @param disabled whether they, their sessions and their tokens are kept out
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record PersonChange(
        @Nullable Boolean operator, @Nullable Boolean disabled) {}
