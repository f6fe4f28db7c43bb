package io.carillon.controlplane.account;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * What lets somebody choose a new password, once. Nothing is sent by the platform: whoever asked for it passes it on. Prints nothing.
 *
 * @param token for {@code POST /api/v1/password-reset}; shown this once
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record ResetLink(String person, String token, Instant endsAt) {

    @Override
    public String toString() {
        return "ResetLink[" + person + "]";
    }
}
