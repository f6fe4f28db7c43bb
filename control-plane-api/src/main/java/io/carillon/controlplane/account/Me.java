package io.carillon.controlplane.account;

import io.carillon.controlplane.account.MeView.Belonging;
import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import io.carillon.controlplane.audit.Actor.Kind;
import io.carillon.controlplane.credential.ApiTokenRow;
import io.carillon.controlplane.credential.ApiTokenRows;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Role;
import io.carillon.controlplane.people.Memberships;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells callers who they are. */
@Singleton
class Me {

    private final People people;
    private final Memberships memberships;
    private final Organisations organisations;
    private final ApiTokenRows tokens;
    private final SecondFactors secondFactors;

    Me(
            People people,
            Memberships memberships,
            Organisations organisations,
            ApiTokenRows tokens,
            SecondFactors secondFactors) {
        this.people = people;
        this.memberships = memberships;
        this.organisations = organisations;
        this.tokens = tokens;
        this.secondFactors = secondFactors;
    }

    MeView of(Caller caller) {
        if (caller.actor().kind() == Kind.PERSON) {
            return of(people.findById(caller.person()).orElseThrow());
        }
        String person = tokens.findById(caller.actor().id())
                .flatMap(row -> Optional.ofNullable(((ApiTokenRow) row).personId()))
                .orElse(null);
        return new MeView(
                "token",
                caller.actor().id(),
                caller.actor().name(),
                person,
                null,
                caller.operator(),
                caller.onlyApp(),
                null,
                null,
                belongings(caller.roles()));
    }

    MeView of(Person person) {
        return new MeView(
                "person",
                person.id(),
                person.name(),
                null,
                person.email(),
                person.operator(),
                null,
                person.hasSecondFactor(),
                left(person),
                belongings(memberships.rolesOf(person.id())));
    }

    private @Nullable Long left(Person person) {
        return person.hasSecondFactor() ? Long.valueOf(secondFactors.recoveryCodesLeft(person)) : null;
    }

    private List<Belonging> belongings(Map<String, Role> roles) {
        return roles.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> organisations.findById(entry.getKey()).stream()
                        .flatMap(organisation -> Stream.of(belonging(organisation, entry.getValue()))))
                .toList();
    }

    private static Belonging belonging(Organisation organisation, Role role) {
        return new Belonging(organisation.id(), organisation.name(), role.word(), organisation.suspended());
    }
}
