package io.carillon.controlplane.tenant;

import io.carillon.controlplane.management.Fields;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/** What stands in an invitation's link. Prints nothing. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record InvitationToken(String token) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} */
    public InvitationToken {
        Fields.required("token", token);
    }

    @Override
    public String toString() {
        return "InvitationToken[hidden]";
    }
}
