package io.carillon.controlplane.account;

import io.carillon.controlplane.management.Fields;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * A new password for somebody who has lost theirs. Prints nothing.
 *
 * @param token from the link
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record PasswordReset(String token, String password) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} */
    public PasswordReset {
        Fields.required("token", token);
    }

    @Override
    public String toString() {
        return "PasswordReset[hidden]";
    }
}
