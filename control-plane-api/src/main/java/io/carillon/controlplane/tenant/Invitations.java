package io.carillon.controlplane.tenant;

import io.carillon.controlplane.app.Organisations;
import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.credential.Password;
import io.carillon.controlplane.credential.Passwords;
import io.carillon.controlplane.credential.Revocations;
import io.carillon.controlplane.credential.Slowdown;
import io.carillon.controlplane.credential.Slowdown.Door;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.management.Role;
import io.carillon.controlplane.people.Email;
import io.carillon.controlplane.people.Membership;
import io.carillon.controlplane.people.Memberships;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.controlplane.secret.Texts;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Invites people by links, which whoever invites passes on. Whether an address has an account already is not to be told from
 * inviting it.
 */
@Singleton
class Invitations {

    private static final Duration VALID = Duration.ofDays(7);
    private static final int MOST_OPEN = 100;
    private static final int MOST_LISTED = 200;
    private static final int FREE = 10;

    private final InvitationRows rows;
    private final OwnedApps owned;
    private final Organisations organisations;
    private final Memberships memberships;
    private final People people;
    private final Passwords passwords;
    private final Rank rank;
    private final Slowdown slowdown;
    private final Revocations revocations;
    private final AuditLog audit;
    private final InstantSource clock;

    Invitations(
            InvitationRows rows,
            OwnedApps owned,
            Organisations organisations,
            Memberships memberships,
            People people,
            Passwords passwords,
            Rank rank,
            Slowdown slowdown,
            Revocations revocations,
            AuditLog audit,
            InstantSource clock) {
        this.rows = rows;
        this.owned = owned;
        this.organisations = organisations;
        this.memberships = memberships;
        this.people = people;
        this.passwords = passwords;
        this.rank = rank;
        this.slowdown = slowdown;
        this.revocations = revocations;
        this.audit = audit;
        this.clock = clock;
    }

    List<InvitationView> list(Caller caller, String organisation) {
        owned.organisation(caller, Permission.MANAGE_MEMBERS, organisation);
        return rows.findOf(organisation, MOST_LISTED).stream()
                .map(row -> InvitationView.of(row, clock.instant(), null))
                .toList();
    }

    @Transactional
    InvitationView create(Caller caller, String organisation, NewInvitation asked) {
        owned.organisation(caller, Permission.MANAGE_MEMBERS, organisation);
        Role role = Role.of(asked.role());
        rank.require(caller, organisation, role, "invitation");
        Instant now = clock.instant();
        if (rows.countOpen(organisation, now) >= MOST_OPEN) {
            throw Problem.STATE_CONFLICT.because(
                    MOST_OPEN + " invitations are open, which is as many as there may be. Revoke some first.");
        }
        Secret token = Texts.fresh("cari_");
        InvitationRow row = rows.save(new InvitationRow(
                Ids.of("inv"),
                Texts.digest(token.reveal()),
                organisation,
                asked.email(),
                role.word(),
                now,
                caller.actor().name(),
                now.plus(VALID),
                null,
                null,
                null));
        audit.done(
                caller.actor(),
                about(row, "invitation.create"),
                Changes.none().field("email", null, row.email()).field("role", null, row.role()));
        return InvitationView.of(row, now, token.reveal());
    }

    @Transactional
    InvitationView revoke(Caller caller, String organisation, String id) {
        owned.organisation(caller, Permission.MANAGE_MEMBERS, organisation);
        InvitationRow row = row(organisation, id);
        if (rows.revoke(id, clock.instant()) > 0) {
            audit.done(caller.actor(), about(row, "invitation.revoke"), Changes.none());
        }
        return InvitationView.of(row(organisation, id), clock.instant(), null);
    }

    private InvitationRow row(String organisation, String id) {
        return rows.findByIdAndOrganisationId(id, organisation)
                .orElseThrow(() -> Gate.absent("invitation " + InvalidValueException.quote(id)));
    }

    /** The open invitation of a token; guesses are counted. */
    InvitationRow find(String token, Origin origin) {
        List<Door> doors = List.of(Door.of("invitation", origin.address(), FREE));
        slowdown.count(doors);
        InvitationRow row = rows.findBySha256(Texts.digest(token))
                .filter(found -> found.isOpenAt(clock.instant()))
                .orElse(null);
        if (row == null) {
            audit.refused(
                    Actor.nobody(origin.via(), origin.address()),
                    new About(null, null, "session.refused", "invitation"),
                    Problem.LINK_UNKNOWN.code());
            throw unknown();
        }
        slowdown.takeBack(doors);
        return row;
    }

    InvitationOffer offer(InvitationRow row) {
        String organisation = organisations
                .findById(row.organisationId())
                .orElseThrow(Invitations::unknown)
                .name();
        return new InvitationOffer(organisation, row.role(), row.email(), row.createdBy(), row.endsAt());
    }

    /** The new person as they are to be kept. */
    Person newcomer(InvitationRow row, Acceptance asked) {
        if (people.findByEmail(row.email()).isPresent()) {
            throw Problem.SIGN_IN_FIRST.because(
                    "Somebody has an account with the address of this invitation. Sign in to it, and accept the invitation then.");
        }
        String name = Fields.required("name", asked.name());
        Password password = Password.chosen("password", asked.password(), row.email());
        return Person.of(Ids.of("per"), new Email(row.email()), name, passwords.hash(password), false, clock.instant());
    }

    /** As somebody new. */
    @Transactional
    AcceptedView accept(InvitationRow row, Person newcomer, Origin origin) {
        people.save(newcomer);
        var actor = new Actor(Actor.Kind.PERSON, newcomer.id(), newcomer.name(), origin.via(), origin.address());
        audit.done(
                actor,
                new About(null, null, "person.create", "person " + newcomer.id()),
                Changes.none().field("email", null, newcomer.email()).field("name", null, newcomer.name()));
        return join(row, newcomer, actor);
    }

    /** As somebody who has signed in, whatever their address: the link is what counts. */
    @Transactional
    AcceptedView accept(InvitationRow row, Caller caller) {
        Person person = people.findById(caller.person()).orElseThrow(Invitations::unknown);
        if (memberships.role(row.organisationId(), person.id()).isPresent()) {
            throw Problem.STATE_CONFLICT.because(
                    "You belong to this organisation already. Somebody who manages its members can change your role.");
        }
        return join(row, person, caller.actor());
    }

    private AcceptedView join(InvitationRow row, Person person, Actor actor) {
        if (rows.accept(row.id(), person.id(), clock.instant()) == 0) {
            throw unknown();
        }
        memberships.add(new Membership(row.organisationId(), person.id(), Role.of(row.role())));
        revocations.happened();
        audit.done(
                actor,
                about(row, "invitation.accept"),
                Changes.none().field("member", null, person.id()).field("role", null, row.role()));
        return new AcceptedView(person.id(), person.email(), row.organisationId(), row.role());
    }

    private static About about(InvitationRow row, String action) {
        return new About(row.organisationId(), null, action, "invitation " + row.id());
    }

    private static Refusal unknown() {
        return Problem.LINK_UNKNOWN.because(
                "This invitation does not work: it was accepted or revoked, is older than seven days, or is not whole. Ask for a new one.");
    }
}
