package io.carillon.controlplane.account;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * A second factor that is being set up. Prints nothing.
 *
 * @param secret in base32, to be typed into an authenticator app
 * @param uri the same with all the rest, to be shown as a QR code
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Enrolment(String secret, String uri) {

    @Override
    public String toString() {
        return "Enrolment[hidden]";
    }
}
