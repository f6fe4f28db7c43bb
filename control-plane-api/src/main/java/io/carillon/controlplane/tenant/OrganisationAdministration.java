package io.carillon.controlplane.tenant;

import io.carillon.controlplane.app.AppsOfOrganisation;
import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.audit.Actor.Kind;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.credential.ApiTokenRows;
import io.carillon.controlplane.credential.Revocations;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Etag;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.management.Role;
import io.carillon.controlplane.people.Membership;
import io.carillon.controlplane.people.Memberships;
import io.carillon.controlplane.problem.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes organisations. Whoever changes ceilings brings the apps to the nodes afterwards. */
@Singleton
class OrganisationAdministration {

    private final Organisations organisations;
    private final OwnedApps owned;
    private final AppsOfOrganisation apps;
    private final Memberships memberships;
    private final InvitationRows invitations;
    private final ApiTokenRows tokens;
    private final Revocations revocations;
    private final Gate gate;
    private final AuditLog audit;
    private final InstantSource clock;

    OrganisationAdministration(
            Organisations organisations,
            OwnedApps owned,
            AppsOfOrganisation apps,
            Memberships memberships,
            InvitationRows invitations,
            ApiTokenRows tokens,
            Revocations revocations,
            Gate gate,
            AuditLog audit,
            InstantSource clock) {
        this.organisations = organisations;
        this.owned = owned;
        this.apps = apps;
        this.memberships = memberships;
        this.invitations = invitations;
        this.tokens = tokens;
        this.revocations = revocations;
        this.gate = gate;
        this.audit = audit;
        this.clock = clock;
    }

    /** Operators see all there are, everybody else their own. */
    Page<OrganisationView> list(Caller caller, @Nullable String after, @Nullable Integer limit) {
        int most = Page.limit(limit);
        String from = after == null ? "" : after;
        List<Organisation> found = caller.operator()
                ? organisations.page(from, most + 1)
                : caller.roles().isEmpty()
                        ? List.of()
                        : organisations.pageOf(caller.roles().keySet(), from, most + 1);
        return Page.of(found, most, Organisation::id).map(OrganisationView::of);
    }

    OrganisationView show(Caller caller, String id) {
        return OrganisationView.of(owned.organisation(caller, Permission.READ_ORGANISATION, id));
    }

    /** The operator who makes it, if it is a person, is its first owner. */
    @Transactional
    OrganisationView create(Caller caller, NewOrganisation asked) {
        gate.requireOperator(caller, "organisations");
        Organisation made = organisations.save(Organisation.of(Ids.of("org"), asked.name(), clock.instant()));
        if (caller.actor().kind() == Kind.PERSON) {
            memberships.add(new Membership(made.id(), caller.person(), Role.OWNER));
        }
        audit.done(
                caller.actor(),
                about(made.id(), "organisation.create"),
                Changes.none().field("name", null, made.name()));
        return OrganisationView.of(made);
    }

    @Transactional
    OrganisationView change(Caller caller, String id, OrganisationChange asked, HttpRequest<?> request) {
        Organisation before = owned.organisation(caller, Permission.MANAGE_ORGANISATION, id);
        Etag.check(request, before.version());
        String name = asked.name() == null ? before.name() : asked.name();
        Changes changes = Changes.none().field("name", before.name(), name);
        if (changes.isEmpty()) {
            return OrganisationView.of(before);
        }
        Organisation after = organisations.update(before.withName(name));
        audit.done(caller.actor(), about(id, "organisation.change"), changes);
        return OrganisationView.of(after);
    }

    /** For the operator alone, whatever an owner may in the organisation. */
    @Transactional
    OrganisationView changeCeilings(Caller caller, String id, CeilingsChange asked, HttpRequest<?> request) {
        gate.requireOperator(caller, "ceilings of organisation " + id);
        Organisation before = owned.organisation(caller, Permission.READ_ORGANISATION, id);
        Etag.check(request, before.version());
        Organisation wanted = before.withCeilings(
                or(asked.suspended(), before.suspended()),
                or(asked.maxApps(), before.maxApps()),
                or(asked.maxConnections(), before.maxConnections()),
                or(asked.maxPublishes(), before.maxPublishes()),
                or(asked.maxMembers(), before.maxMembers()),
                or(asked.messagesPerDay(), before.messagesPerDay()),
                or(asked.messagesPerMonth(), before.messagesPerMonth()));
        Changes changes = differences(before, wanted);
        if (changes.isEmpty()) {
            return OrganisationView.of(before);
        }
        Organisation after = organisations.update(wanted);
        apps.touch(id);
        audit.done(caller.actor(), about(id, "organisation.ceilings"), changes);
        return OrganisationView.of(after);
    }

    private static <T> T or(@Nullable T asked, T before) {
        return asked == null ? before : asked;
    }

    private static Changes differences(Organisation before, Organisation after) {
        return Changes.none()
                .field("suspended", before.suspended(), after.suspended())
                .field("max_apps", before.maxApps(), after.maxApps())
                .field("max_connections", before.maxConnections(), after.maxConnections())
                .field("max_publishes", before.maxPublishes(), after.maxPublishes())
                .field("max_members", before.maxMembers(), after.maxMembers())
                .field("messages_per_day", before.messagesPerDay(), after.messagesPerDay())
                .field("messages_per_month", before.messagesPerMonth(), after.messagesPerMonth());
    }

    @Transactional
    void remove(Caller caller, String id, HttpRequest<?> request) {
        Organisation organisation = owned.organisation(caller, Permission.REMOVE_ORGANISATION, id);
        Etag.check(request, organisation.version());
        long left = apps.count(id);
        if (left > 0) {
            throw Problem.STATE_CONFLICT.because("The organisation has " + left
                    + " apps. Remove them first: nothing that is in use goes by the way.");
        }
        Instant now = clock.instant();
        memberships.removeAll(id);
        invitations.revokeAll(id, now);
        tokens.revokeOfOrganisation(id, now);
        organisations.remove(id, now);
        revocations.happened();
        audit.done(
                caller.actor(),
                about(id, "organisation.remove"),
                Changes.none().field("name", organisation.name(), null));
    }

    private static About about(String id, String action) {
        return new About(id, null, action, "organisation " + id);
    }
}
