package io.carillon.controlplane.account;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * Another password. Prints nothing.
 *
 * @param currentPassword proves that it is not somebody who found the browser open
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record PasswordChange(String currentPassword, String password) {

    @Override
    public String toString() {
        return "PasswordChange[hidden]";
    }
}
