package io.carillon.controlplane.account;

import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.audit.Actor.Kind;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.people.Person;

/** People, as the audit log names them. */
final class Actors {

    private Actors() {}

    static Actor of(Person person, Origin origin) {
        return new Actor(Kind.PERSON, person.id(), person.name(), origin.via(), origin.address());
    }
}
