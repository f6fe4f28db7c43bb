package io.carillon.controlplane.account;

import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.credential.OneTimeLinks;
import io.carillon.controlplane.credential.Password;
import io.carillon.controlplane.credential.Passwords;
import io.carillon.controlplane.credential.Revocations;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.protocol.signature.Secret;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;

/** What people change of their own account. */
@Singleton
class OwnAccount {

    private final People people;
    private final Sessions sessions;
    private final SecondFactors secondFactors;
    private final Passwords passwords;
    private final OneTimeLinks links;
    private final Revocations revocations;
    private final AuditLog audit;

    OwnAccount(
            People people,
            Sessions sessions,
            SecondFactors secondFactors,
            Passwords passwords,
            OneTimeLinks links,
            Revocations revocations,
            AuditLog audit) {
        this.people = people;
        this.sessions = sessions;
        this.secondFactors = secondFactors;
        this.passwords = passwords;
        this.links = links;
        this.revocations = revocations;
        this.audit = audit;
    }

    @Transactional
    Person rename(Caller caller, Person person, String name) {
        people.rename(person.id(), name);
        audit.done(
                caller.actor(), about(person, "person.change"), Changes.none().field("name", person.name(), name));
        revocations.happened();
        return people.findById(person.id()).orElseThrow();
    }

    /** Whoever else is signed in as this person is out, and links for a new password work no longer. */
    @Transactional
    void changePassword(Caller caller, SignedIn signedIn, String hash) {
        people.changePassword(signedIn.person().id(), hash);
        sessions.endOthers(signedIn.session());
        links.endResets(signedIn.person().id());
        audit.done(
                caller.actor(),
                about(signedIn.person(), "password.change"),
                Changes.none().replaced("password"));
    }

    String hash(Person person, PasswordChange asked) {
        return passwords.hash(Password.chosen("password", asked.password(), person.email()));
    }

    @Transactional
    Secret enrol(Caller caller, Person person) {
        Secret secret = secondFactors.enrol(person);
        audit.done(caller.actor(), about(person, "second_factor.enrol"), Changes.none());
        return secret;
    }

    /** From now on a code is asked for; whoever else is signed in as this person has to show one. */
    @Transactional
    List<String> confirmSecondFactor(Caller caller, SignedIn signedIn, String code) {
        List<String> codes = secondFactors.confirm(signedIn.person(), code);
        sessions.endOthers(signedIn.session());
        audit.done(
                caller.actor(),
                about(signedIn.person(), "second_factor.confirm"),
                Changes.none().field("second_factor", false, true));
        return codes;
    }

    @Transactional
    List<String> freshRecoveryCodes(Caller caller, Person person) {
        List<String> codes = secondFactors.freshRecoveryCodes(person);
        audit.done(
                caller.actor(),
                about(person, "second_factor.recovery_codes"),
                Changes.none().replaced("recovery_codes"));
        return codes;
    }

    @Transactional
    void disableSecondFactor(Caller caller, SignedIn signedIn) {
        secondFactors.remove(signedIn.person());
        sessions.endOthers(signedIn.session());
        audit.done(
                caller.actor(),
                about(signedIn.person(), "second_factor.disable"),
                Changes.none().field("second_factor", true, false));
    }

    private static About about(Person person, String action) {
        return new About(null, null, action, "person " + person.id());
    }
}
