package io.carillon.controlplane.people;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in. Prints without what opens anything.
 *
 * @param email in lower case
 * @param passwordHash a PHC string
 * @param operator whether they run the platform
 * @param disabled whether they, their sessions and their tokens are kept out
 * @param sealedTotp the second factor's secret, opened under the label {@code totp:ID}; null if there is none
 * @param totpSince since when it is asked for; null while it is only being set up
 * @param totpStep of the last code that was taken
 */
@MappedEntity("people")
public record Person(
        @Id String id,
        String email,
        String name,
        String passwordHash,
        boolean operator,
        boolean disabled,
        @Nullable String sealedTotp,
        @Nullable Instant totpSince,
        long totpStep,
        Instant createdAt,
        @Nullable Instant lastSeenAt) {

    /** A new one. */
    public static Person of(String id, Email email, String name, String passwordHash, boolean operator, Instant now) {
        return new Person(id, email.value(), name, passwordHash, operator, false, null, null, 0, now, null);
    }

    /** Whether a code is asked for when they sign in. */
    public boolean hasSecondFactor() {
        return totpSince != null;
    }

    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
