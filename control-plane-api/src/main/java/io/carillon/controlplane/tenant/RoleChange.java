package io.carillon.controlplane.tenant;

import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.management.Role;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** Another role. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record RoleChange(String role) {

    /**
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing}
     * @throws io.carillon.protocol.InvalidValueException {@code role_invalid}
     */
    public RoleChange {
        Role.of(Fields.required("role", role));
    }
}
