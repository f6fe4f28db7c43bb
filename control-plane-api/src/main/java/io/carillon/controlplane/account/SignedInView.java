package io.carillon.controlplane.account;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * A session, to the page that holds it. Prints without its token.
 *
 * @param csrfToken to be sent in {@code X-CSRF-Token} with whatever changes something
 * @param endsAt when the person has to sign in again at the latest
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record SignedInView(String session, String csrfToken, Instant endsAt, MeView me) {

    @Override
    public String toString() {
        return "SignedInView[" + session + "]";
    }
}
