package io.carillon.controlplane.account;

import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.credential.ApiTokenRow;
import io.carillon.controlplane.credential.ApiTokenRows;
import io.carillon.controlplane.credential.ApiTokens;
import io.carillon.controlplane.credential.Revocations;
import io.carillon.controlplane.credential.Slowdown;
import io.carillon.controlplane.credential.Slowdown.Door;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.management.Role;
import io.carillon.controlplane.people.Memberships;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.secret.Texts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a token may. What was read is believed for a second, so that a program that asks all the time does not make the database
 * work each time; what was revoked in this process is forgotten at once.
 */
@Singleton
class TokenHolders {

    private static final Duration BELIEVED_FOR = Duration.ofSeconds(1);
    private static final int MOST = 10_000;
    private static final int FREE = 20;

    private final ApiTokenRows rows;
    private final People people;
    private final Memberships memberships;
    private final Revocations revocations;
    private final Slowdown slowdown;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    TokenHolders(
            ApiTokenRows rows,
            People people,
            Memberships memberships,
            Revocations revocations,
            Slowdown slowdown,
            AuditLog audit,
            InstantSource clock) {
        this.rows = rows;
        this.people = people;
        this.memberships = memberships;
        this.revocations = revocations;
        this.slowdown = slowdown;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a program may that shows a token. */
    record Holder(
            String token,
            String name,
            boolean operator,
            Map<String, Role> roles,
            @Nullable String onlyApp) {}

    private record Read(Holder holder, @Nullable Instant endsAt, Instant at, long revocations) {

        boolean isGoodAt(Instant now, long revocationsNow) {
            return revocations == revocationsNow
                    && now.isBefore(at.plus(BELIEVED_FOR))
                    && (endsAt == null || now.isBefore(endsAt));
        }
    }

    /**
     * Who shows the token.
     *
     * @return empty if it is no token of ours, has ended, was revoked or is somebody's who was disabled
     * @throws io.carillon.controlplane.problem.Refusal {@code too_many_attempts} if too many came from there that were none
     */
    Optional<Holder> find(String token, Origin origin) {
        if (!token.startsWith(ApiTokens.PERSONAL) && !token.startsWith(ApiTokens.OF_ORGANISATION)) {
            return Optional.empty();
        }
        String digest = Texts.digest(token);
        Instant now = clock.instant();
        // Before anything is read: what is revoked meanwhile makes it stale.
        long revoked = revocations.count();
        Read known = read.get(digest);
        if (known != null && known.isGoodAt(now, revoked)) {
            return Optional.of(known.holder());
        }
        ApiTokenRow row =
                rows.findBySha256(digest).filter(found -> found.worksAt(now)).orElse(null);
        Holder holder = row == null ? null : holder(row);
        if (row == null || holder == null) {
            read.remove(digest);
            refused(origin);
            return Optional.empty();
        }
        used(row, now, origin);
        if (read.size() >= MOST) {
            read.clear();
        }
        read.put(digest, new Read(holder, row.endsAt(), now, revoked));
        return Optional.of(holder);
    }

    private @Nullable Holder holder(ApiTokenRow row) {
        String organisation = row.organisationId();
        String role = row.role();
        if (organisation != null && role != null) {
            return new Holder(row.id(), row.name(), false, Map.of(organisation, Role.of(role)), row.appId());
        }
        Person person = people.findById(String.valueOf(row.personId())).orElse(null);
        if (person == null || person.disabled()) {
            return null;
        }
        return new Holder(
                row.id(),
                person.name() + " (token " + row.name() + ")",
                row.operator() && person.operator(),
                roles(row, person),
                row.appId());
    }

    /** Never more than the person is at this moment. */
    private Map<String, Role> roles(ApiTokenRow row, Person person) {
        var roles = new HashMap<String, Role>();
        memberships.rolesOf(person.id()).forEach((organisation, is) -> {
            String only = row.appOrganisationId();
            if (only == null || only.equals(organisation)) {
                Role most = row.role() == null ? is : Role.of(row.role());
                roles.put(organisation, is.isAtLeast(most) ? most : is);
            }
        });
        return roles;
    }

    private void used(ApiTokenRow row, Instant now, Origin origin) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        Instant last = row.lastUsedAt();
        if (last == null || last.isBefore(minute)) {
            rows.used(row.id(), minute, origin.address());
        }
    }

    private void refused(Origin origin) {
        slowdown.count(List.of(Door.of("token", origin.address(), FREE)));
        audit.refused(
                Actor.nobody(origin.via(), origin.address()),
                new About(null, null, "token.refused", "API token"),
                Problem.API_TOKEN_UNKNOWN.code());
    }
}
