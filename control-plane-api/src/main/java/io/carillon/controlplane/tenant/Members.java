package io.carillon.controlplane.tenant;

import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.credential.Revocations;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.management.Role;
import io.carillon.controlplane.people.Membership;
import io.carillon.controlplane.people.Memberships;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes who belongs to an organisation. What is changed holds from the next request on. */
@Singleton
class Members {

    private final Memberships memberships;
    private final People people;
    private final OwnedApps owned;
    private final Rank rank;
    private final Revocations revocations;
    private final AuditLog audit;

    Members(
            Memberships memberships,
            People people,
            OwnedApps owned,
            Rank rank,
            Revocations revocations,
            AuditLog audit) {
        this.memberships = memberships;
        this.people = people;
        this.owned = owned;
        this.rank = rank;
        this.revocations = revocations;
        this.audit = audit;
    }

    List<MemberView> list(Caller caller, String organisation) {
        owned.organisation(caller, Permission.READ_MEMBERS, organisation);
        return memberships.in(organisation).stream()
                .flatMap(since ->
                        people.findById(since.membership().person()).map(person -> view(person, since)).stream())
                .toList();
    }

    private static MemberView view(Person person, Memberships.Since since) {
        return new MemberView(
                person.id(),
                person.name(),
                person.email(),
                since.membership().role().word(),
                person.hasSecondFactor(),
                person.disabled(),
                since.at(),
                person.lastSeenAt());
    }

    @Transactional
    void change(Caller caller, String organisation, String person, Role role) {
        owned.organisation(caller, Permission.MANAGE_MEMBERS, organisation);
        List<Membership> all = memberships.lock(organisation);
        Membership before = of(all, person);
        rank.require(caller, organisation, before.role(), "person " + person);
        rank.require(caller, organisation, role, "person " + person);
        if (before.role() == role) {
            return;
        }
        keepAnOwner(all, before);
        memberships.change(new Membership(organisation, person, role));
        done(caller, before, "member.change", role);
    }

    @Transactional
    void remove(Caller caller, String organisation, String person) {
        owned.organisation(caller, Permission.MANAGE_MEMBERS, organisation);
        List<Membership> all = memberships.lock(organisation);
        Membership before = of(all, person);
        rank.require(caller, organisation, before.role(), "person " + person);
        go(caller, all, before, "member.remove");
    }

    /** Whatever their role, people may go. */
    @Transactional
    void leave(Caller caller, String organisation) {
        owned.organisation(caller, Permission.READ_ORGANISATION, organisation);
        String person = caller.person();
        List<Membership> all = memberships.lock(organisation);
        Membership before = all.stream()
                .filter(membership -> membership.person().equals(person))
                .findFirst()
                .orElseThrow(() -> Gate.absent("organisation " + InvalidValueException.quote(organisation)));
        go(caller, all, before, "member.leave");
    }

    private void go(Caller caller, List<Membership> all, Membership before, String action) {
        keepAnOwner(all, before);
        memberships.remove(before.organisation(), before.person());
        done(caller, before, action, null);
    }

    private void done(Caller caller, Membership before, String action, @Nullable Role after) {
        revocations.happened();
        audit.done(
                caller.actor(),
                new About(before.organisation(), null, action, "person " + before.person()),
                Changes.none().field("role", before.role().word(), after == null ? null : after.word()));
    }

    private static Membership of(List<Membership> all, String person) {
        return all.stream()
                .filter(membership -> membership.person().equals(person))
                .findFirst()
                .orElseThrow(() -> absent(person));
    }

    private static Refusal absent(String person) {
        return Gate.absent("member " + InvalidValueException.quote(person));
    }

    /** An organisation of which nobody is owner could be changed by nobody. */
    private static void keepAnOwner(List<Membership> all, Membership changed) {
        boolean last = changed.role() == Role.OWNER
                && all.stream()
                        .noneMatch(other ->
                                other.role() == Role.OWNER && !other.person().equals(changed.person()));
        if (last) {
            throw Problem.STATE_CONFLICT.because(
                    "This is the only owner of the organisation. Make somebody else an owner first.");
        }
    }
}
