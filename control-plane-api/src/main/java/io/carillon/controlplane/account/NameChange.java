package io.carillon.controlplane.account;

import io.carillon.controlplane.app.Names;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** Another name for oneself. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record NameChange(String name) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range} */
    public NameChange {
        name = Names.check("name", name);
    }
}
