package io.carillon.controlplane.credential;

import io.carillon.controlplane.app.Names;
import io.carillon.controlplane.management.Role;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API token that is to be made.
 *
 * @param role the most that it may be; a personal token without is all that its person is, one of an organisation must have one
 * @param app the one app that it is for; left out for all
 * @param operator whether a personal token may do what its person may as an operator; no if it is left out
 * @param endsAt from when it no longer works; left out for never
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record NewApiToken(
        String name,
        @Nullable String role,
        @Nullable String app,
        @Nullable Boolean operator,
        @Nullable Instant endsAt) {

    /**
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range}
     * @throws io.carillon.protocol.InvalidValueException {@code role_invalid}
     */
    public NewApiToken {
        name = Names.check("name", name);
        if (role != null) {
            Role.of(role);
        }
    }

    /** The role as a role; null if none is named. */
    public @Nullable Role atMost() {
        return role == null ? null : Role.of(role);
    }
}
