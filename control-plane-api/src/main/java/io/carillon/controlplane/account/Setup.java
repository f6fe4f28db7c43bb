package io.carillon.controlplane.account;

import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.credential.OneTimeLinks;
import io.carillon.controlplane.credential.Password;
import io.carillon.controlplane.credential.Passwords;
import io.carillon.controlplane.credential.Slowdown;
import io.carillon.controlplane.credential.Slowdown.Door;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.management.Role;
import io.carillon.controlplane.people.Email;
import io.carillon.controlplane.people.Membership;
import io.carillon.controlplane.people.Memberships;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Makes the first person: operator of the platform, and owner of its first organisation. */
@Singleton
class Setup {

    private static final int FREE = 10;

    private final FirstRun firstRun;
    private final OneTimeLinks links;
    private final People people;
    private final Organisations organisations;
    private final Memberships memberships;
    private final Passwords passwords;
    private final Slowdown slowdown;
    private final AuditLog audit;
    private final InstantSource clock;

    Setup(
            FirstRun firstRun,
            OneTimeLinks links,
            People people,
            Organisations organisations,
            Memberships memberships,
            Passwords passwords,
            Slowdown slowdown,
            AuditLog audit,
            InstantSource clock) {
        this.firstRun = firstRun;
        this.links = links;
        this.people = people;
        this.organisations = organisations;
        this.memberships = memberships;
        this.passwords = passwords;
        this.slowdown = slowdown;
        this.audit = audit;
        this.clock = clock;
    }

    /** Refuses, before any work is done, what cannot succeed; the answer is the same whatever the reason. */
    void check(SetupRequest asked, Origin origin) {
        List<Door> doors = List.of(Door.of("setup", origin.address(), FREE));
        slowdown.count(doors);
        if (firstRun.isOver() || !links.opensSetup(asked.token())) {
            audit.refused(
                    Actor.nobody(origin.via(), origin.address()),
                    new About(null, null, "session.refused", "setup"),
                    Problem.LINK_UNKNOWN.code());
            throw unknown();
        }
        slowdown.takeBack(doors);
    }

    /** The first person as they are to be kept. */
    Person person(SetupRequest asked) {
        Email email = Email.of(asked.email());
        Password password = Password.chosen("password", asked.password(), email.value());
        return Person.of(Ids.of("per"), email, asked.name(), passwords.hash(password), true, clock.instant());
    }

    /** All or nothing. Of two who come at once with a link one waits for the other, and finds it used. */
    @Transactional
    void carryOut(SetupRequest asked, Person person, Origin origin) {
        if (!links.useForSetup(asked.token()) || firstRun.isOver()) {
            throw unknown();
        }
        people.save(person);
        Organisation organisation = organisation(asked.organisation());
        memberships.add(new Membership(organisation.id(), person.id(), Role.OWNER));
        audit.done(
                Actors.of(person, origin),
                new About(organisation.id(), null, "platform.setup", "person " + person.id()),
                Changes.none()
                        .field("email", null, person.email())
                        .field("operator", false, true)
                        .field("role", null, Role.OWNER.word())
                        .field("organisation", null, organisation.name()));
    }

    /** The one that the first app has, under its real name; or else a new one. */
    private Organisation organisation(String name) {
        return organisations
                .findOldest()
                .map(there -> organisations.update(there.withName(name)))
                .orElseGet(() -> organisations.save(Organisation.of(Ids.of("org"), name, clock.instant())));
    }

    private static Refusal unknown() {
        return Problem.LINK_UNKNOWN.because(
                "This link does not work: it was used, is older than 15 minutes, or is not whole. Start the server again for a new one;"
                        + " once somebody has an account, links for others come from them.");
    }
}
