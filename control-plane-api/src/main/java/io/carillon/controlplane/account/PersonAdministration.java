package io.carillon.controlplane.account;

import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.credential.OneTimeLinks;
import io.carillon.controlplane.credential.Revocations;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.people.Memberships;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators, and for their own people owners of organisations, do for others. */
@Singleton
class PersonAdministration {

    private static final Duration RESET_VALID = Duration.ofHours(1);

    private final People people;
    private final Memberships memberships;
    private final Sessions sessions;
    private final SecondFactors secondFactors;
    private final OneTimeLinks links;
    private final Revocations revocations;
    private final Gate gate;
    private final AuditLog audit;
    private final InstantSource clock;

    PersonAdministration(
            People people,
            Memberships memberships,
            Sessions sessions,
            SecondFactors secondFactors,
            OneTimeLinks links,
            Revocations revocations,
            Gate gate,
            AuditLog audit,
            InstantSource clock) {
        this.people = people;
        this.memberships = memberships;
        this.sessions = sessions;
        this.secondFactors = secondFactors;
        this.links = links;
        this.revocations = revocations;
        this.gate = gate;
        this.audit = audit;
        this.clock = clock;
    }

    Page<PersonView> list(Caller caller, @Nullable String after, @Nullable Integer limit) {
        gate.requireOperator(caller, "people");
        int most = Page.limit(limit);
        return Page.of(people.page(after == null ? "" : after, most + 1), most, Person::id)
                .map(PersonView::of);
    }

    PersonView show(Caller caller, String id) {
        return PersonView.of(find(caller, id));
    }

    private Person find(Caller caller, String id) {
        gate.requireOperator(caller, "person " + InvalidValueException.quote(id));
        return people.findById(id).orElseThrow(() -> absent(id));
    }

    private static RuntimeException absent(String id) {
        return Gate.absent("person " + InvalidValueException.quote(id));
    }

    /** Whoever becomes more or less than they were signs in again. */
    @Transactional
    PersonView change(Caller caller, String id, PersonChange asked) {
        gate.requireOperator(caller, "person " + InvalidValueException.quote(id));
        // Before anything is read: two operators who take it from each other at the same moment must not both succeed.
        List<Person> operators = people.lockOperators();
        Person before = find(caller, id);
        boolean operator = asked.operator() == null ? before.operator() : asked.operator();
        boolean disabled = asked.disabled() == null ? before.disabled() : asked.disabled();
        boolean wasLast = operators.size() == 1 && operators.get(0).id().equals(id);
        if (wasLast && (!operator || disabled)) {
            throw Problem.STATE_CONFLICT.because(
                    "This is the only operator of the platform who can sign in. Make somebody else one first.");
        }
        Changes changes = Changes.none()
                .field("operator", before.operator(), operator)
                .field("disabled", before.disabled(), disabled);
        if (!changes.isEmpty()) {
            people.change(id, operator, disabled);
            sessions.endAll(id);
            revocations.happened();
            audit.done(caller.actor(), about(null, id, "person.change"), changes);
        }
        return show(caller, id);
    }

    @Transactional
    PersonView resetSecondFactor(Caller caller, String id) {
        Person person = find(caller, id);
        secondFactors.remove(person);
        sessions.endAll(id);
        audit.done(
                caller.actor(),
                about(null, id, "second_factor.reset"),
                Changes.none().field("second_factor", person.hasSecondFactor(), false));
        return show(caller, id);
    }

    @Transactional
    ResetLink resetLink(Caller caller, String id) {
        return link(caller, find(caller, id), null);
    }

    /**
     * For a member. An owner may do it only for those who belong to no other organisation and do not run the platform: else a link
     * would open what is none of the owner's business.
     */
    @Transactional
    ResetLink resetLink(Caller caller, String organisation, String id) {
        gate.require(
                caller,
                Permission.MANAGE_ORGANISATION,
                organisation,
                "organisation " + InvalidValueException.quote(organisation));
        caller.person();
        if (memberships.role(organisation, id).isEmpty()) {
            throw absent(id);
        }
        Person person = people.findById(id).orElseThrow(() -> absent(id));
        boolean ownOnly = memberships.rolesOf(id).keySet().equals(Set.of(organisation));
        if (!caller.operator() && (person.operator() || !ownOnly)) {
            throw Problem.PERMISSION_MISSING.because(
                    "This person may do things outside of this organisation too, so only an operator of the platform can make the link.");
        }
        return link(caller, person, organisation);
    }

    private ResetLink link(Caller caller, Person person, @Nullable String organisation) {
        String token = links.forReset(person.id(), RESET_VALID).reveal();
        audit.done(caller.actor(), about(organisation, person.id(), "password.reset_link"), Changes.none());
        return new ResetLink(person.id(), token, clock.instant().plus(RESET_VALID));
    }

    private static About about(@Nullable String organisation, String person, String action) {
        return new About(organisation, null, action, "person " + person);
    }
}
