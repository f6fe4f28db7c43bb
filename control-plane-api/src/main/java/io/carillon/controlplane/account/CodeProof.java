package io.carillon.controlplane.account;

import io.carillon.controlplane.management.Fields;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** What the authenticator app shows. Prints nothing. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record CodeProof(String code) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} */
    public CodeProof {
        Fields.required("code", code);
    }

    @Override
    public String toString() {
        return "CodeProof[hidden]";
    }
}
