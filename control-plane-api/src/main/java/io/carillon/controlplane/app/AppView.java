package io.carillon.controlplane.app;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * An app, as the management API shows it.
 *
 * @param id digits; stands in the path of the HTTP API
 * @param organisation the id of who owns it
 * @param enabled false if connections and requests are refused
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record AppView(
        String id,
        String organisation,
        String name,
        boolean enabled,
        AppSettings settings,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
