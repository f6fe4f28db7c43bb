package io.carillon.controlplane.app;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An app that is to be made. It gets a first key for everything.
 *
 * @param organisation the id of who shall own it; may be left out by callers who are in one organisation alone
 * @param settings those that shall differ from the defaults, as in {@link AppSettings}
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record NewApp(
        @Nullable String organisation,
        String name,

        @Nullable @Schema(implementation = AppSettings.class)
        JsonNode settings) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    public NewApp {
        name = Names.check("name", name);
    }
}
