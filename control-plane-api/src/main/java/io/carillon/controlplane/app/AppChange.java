package io.carillon.controlplane.app;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of an app; what is left out stays.
 *
 * @param settings those that are to be changed, as in {@link AppSettings}
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record AppChange(
        @Nullable String name,
        @Nullable Boolean enabled,

        @Nullable @Schema(implementation = AppSettings.class)
        JsonNode settings) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    public AppChange {
        name = name == null ? null : Names.check("name", name);
    }
}
