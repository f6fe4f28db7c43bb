package io.carillon.controlplane.account;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** The password once more, before something that weakens the account. Prints nothing. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record PasswordProof(String password) {

    @Override
    public String toString() {
        return "PasswordProof[hidden]";
    }
}
