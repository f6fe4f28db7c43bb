package io.carillon.controlplane.tenant;

import io.carillon.controlplane.app.Names;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** What an owner changes of an organisation; what is left out stays. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record OrganisationChange(@Nullable String name) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    public OrganisationChange {
        name = name == null ? null : Names.check("name", name);
    }
}
