package io.carillon.controlplane.people;

import io.carillon.controlplane.management.Role;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who belongs where. */
@Singleton
public class Memberships {

    private final MembershipRows rows;
    private final InstantSource clock;

    Memberships(MembershipRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** One membership with the moment at which it began. */
    public record Since(Membership membership, Instant at) {}

    /** What a person is, by the ids of organisations. */
    public Map<String, Role> rolesOf(String person) {
        return rows.findOf(person).stream()
                .collect(Collectors.toMap(MembershipRow::organisationId, row -> Role.of(row.role())));
    }

    /** What a person is in an organisation. */
    public Optional<Role> role(String organisation, String person) {
        return rows.find(organisation, person).map(row -> Role.of(row.role()));
    }

    /** Everybody of an organisation, the oldest first. */
    public List<Since> in(String organisation) {
        return rows.findIn(organisation).stream()
                .map(row -> new Since(
                        new Membership(row.organisationId(), row.personId(), Role.of(row.role())), row.createdAt()))
                .toList();
    }

    /**
     * Everybody of an organisation; nobody comes, goes or changes before this transaction ends. Without it two owners who leave at the
     * same moment would both find the other.
     */
    @Transactional(propagation = io.micronaut.transaction.TransactionDefinition.Propagation.MANDATORY)
    public List<Membership> lock(String organisation) {
        rows.lock(organisation);
        return in(organisation).stream().map(Since::membership).toList();
    }

    @Transactional
    public void add(Membership membership) {
        rows.add(
                membership.organisation(),
                membership.person(),
                membership.role().word(),
                clock.instant());
    }

    @Transactional
    public void change(Membership membership) {
        rows.change(
                membership.organisation(),
                membership.person(),
                membership.role().word());
    }

    @Transactional
    public void remove(String organisation, String person) {
        rows.remove(organisation, person);
    }

    /** Nobody belongs to it any more. */
    @Transactional
    public void removeAll(String organisation) {
        rows.removeIn(organisation);
    }
}
