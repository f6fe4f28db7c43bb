package io.carillon.controlplane.app;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * Apps that were imported.
 *
 * @param dryRun true if this is only what would have been
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Imported(boolean dryRun, List<AppView> apps) {}
