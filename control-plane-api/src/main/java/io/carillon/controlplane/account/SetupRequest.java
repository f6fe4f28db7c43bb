package io.carillon.controlplane.account;

import io.carillon.controlplane.app.Names;
import io.carillon.controlplane.management.Fields;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * The first person of a platform. Prints nothing.
 *
 * @param token from the link that was printed at the start
 * @param organisation the name of their organisation
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record SetupRequest(String token, String name, String email, String password, String organisation) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range} */
    public SetupRequest {
        Fields.required("token", token);
        name = Names.check("name", name);
        organisation = Names.check("organisation", organisation);
    }

    @Override
    public String toString() {
        return "SetupRequest[hidden]";
    }
}
