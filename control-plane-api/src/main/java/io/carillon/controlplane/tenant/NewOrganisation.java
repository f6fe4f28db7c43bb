package io.carillon.controlplane.tenant;

import io.carillon.controlplane.app.Names;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** An organisation that is to be made. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record NewOrganisation(String name) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range} */
    public NewOrganisation {
        name = Names.check("name", name);
    }
}
