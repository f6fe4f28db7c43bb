package io.carillon.controlplane.tenant;

import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.management.Role;
import io.carillon.controlplane.people.Email;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * An invitation that is to be made.
 *
 * @param email of whoever is invited; nothing is sent to it
 * @param role that they are to have, up to that of the one who invites
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record NewInvitation(String email, String role) {

    /**
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing}
     * @throws io.carillon.protocol.InvalidValueException {@code email_invalid} or {@code role_invalid}
     */
    public NewInvitation {
        email = Email.of(email).value();
        Role.of(Fields.required("role", role));
    }
}
