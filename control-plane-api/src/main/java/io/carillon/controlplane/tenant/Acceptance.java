package io.carillon.controlplane.tenant;

import io.carillon.controlplane.app.Names;
import io.carillon.controlplane.management.Fields;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Somebody accepts an invitation. Prints nothing.
 *
 * @param token from the link
 * @param name of somebody who has no account yet; left out by those who have signed in
 * @param password that they choose; left out by those who have signed in
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Acceptance(
        String token, @Nullable String name, @Nullable String password) {

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range} */
    public Acceptance {
        Fields.required("token", token);
        name = name == null ? null : Names.check("name", name);
    }

    @Override
    public String toString() {
        return "Acceptance[hidden]";
    }
}
