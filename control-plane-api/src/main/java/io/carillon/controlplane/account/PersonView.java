package io.carillon.controlplane.account;

import io.carillon.controlplane.people.Person;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody, to those who run the platform. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record PersonView(
        String id,
        String name,
        String email,
        boolean operator,
        boolean disabled,
        boolean secondFactor,
        Instant createdAt,
        @Nullable Instant lastSeenAt) {

    static PersonView of(Person person) {
        return new PersonView(
                person.id(),
                person.name(),
                person.email(),
                person.operator(),
                person.disabled(),
                person.hasSecondFactor(),
                person.createdAt(),
                person.lastSeenAt());
    }
}
