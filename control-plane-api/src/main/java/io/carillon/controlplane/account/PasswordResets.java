package io.carillon.controlplane.account;

import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.credential.OneTimeLinks;
import io.carillon.controlplane.credential.Password;
import io.carillon.controlplane.credential.Passwords;
import io.carillon.controlplane.credential.Slowdown;
import io.carillon.controlplane.credential.Slowdown.Door;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives those a new password who show a link for it. A second factor stays as it is. */
@Singleton
class PasswordResets {

    private static final int FREE = 10;

    private final OneTimeLinks links;
    private final People people;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SignIn signIn;
    private final Slowdown slowdown;
    private final AuditLog audit;

    PasswordResets(
            OneTimeLinks links,
            People people,
            Passwords passwords,
            Sessions sessions,
            SignIn signIn,
            Slowdown slowdown,
            AuditLog audit) {
        this.links = links;
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.signIn = signIn;
        this.slowdown = slowdown;
        this.audit = audit;
    }

    /** Whose link it is. */
    Person owner(PasswordReset asked, Origin origin) {
        List<Door> doors = List.of(Door.of("reset", origin.address(), FREE));
        slowdown.count(doors);
        Person person =
                links.ownerOfReset(asked.token()).flatMap(people::findById).orElse(null);
        if (person == null) {
            audit.refused(
                    Actor.nobody(origin.via(), origin.address()),
                    new About(null, null, "session.refused", "password reset"),
                    Problem.LINK_UNKNOWN.code());
            throw unknown();
        }
        slowdown.takeBack(doors);
        return person;
    }

    String hash(PasswordReset asked, Person person) {
        return passwords.hash(Password.chosen("password", asked.password(), person.email()));
    }

    /** Whoever is signed in as this person is out, and failures at the account are forgotten. */
    @Transactional
    void carryOut(PasswordReset asked, Person person, String hash, Origin origin) {
        if (!links.useForReset(asked.token(), person.id())) {
            throw unknown();
        }
        people.changePassword(person.id(), hash);
        sessions.endAll(person.id());
        signIn.forgive(person);
        audit.done(
                Actors.of(person, origin),
                new About(null, null, "password.reset", "person " + person.id()),
                Changes.none().replaced("password"));
    }

    private static Refusal unknown() {
        return Problem.LINK_UNKNOWN.because(
                "This link does not work: it was used, is older than an hour, or is not whole. Ask for a new one.");
    }
}
