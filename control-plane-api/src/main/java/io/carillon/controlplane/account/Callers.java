package io.carillon.controlplane.account;

import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.audit.Actor.Kind;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource;
import io.carillon.controlplane.management.SessionCookie;
import io.carillon.controlplane.people.Memberships;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.secret.Texts;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Knows people by their sessions and programs by their tokens. */
@Singleton
final class Callers implements CallerSource {

    private final Sessions sessions;
    private final People people;
    private final Memberships memberships;
    private final TokenHolders holders;

    Callers(Sessions sessions, People people, Memberships memberships, TokenHolders holders) {
        this.sessions = sessions;
        this.people = people;
        this.memberships = memberships;
        this.holders = holders;
    }

    @Override
    public Optional<Caller> ofToken(String token, Origin origin) {
        return holders.find(token, origin)
                .map(holder -> new Caller(
                        new Actor(Kind.TOKEN, holder.token(), holder.name(), origin.via(), origin.address()),
                        holder.operator(),
                        holder.roles(),
                        holder.onlyApp()));
    }

    /** Roles are read each time: what was taken away a moment ago is gone. */
    @Override
    public Optional<Caller> ofSession(String cookie, CsrfProof csrf, Origin origin) {
        SessionRow row = sessions.find(cookie).orElse(null);
        Person person = row == null ? null : people.findById(row.personId()).orElse(null);
        if (row == null || person == null || person.disabled()) {
            return Optional.empty();
        }
        if (csrf instanceof CsrfProof.Shown shown && !Texts.same(shown.token(), Sessions.csrfToken(cookie))) {
            throw Problem.CSRF_TOKEN_WRONG.because("The header " + SessionCookie.CSRF_HEADER
                    + " is missing or wrong. Send the csrf_token that signing in and GET /api/v1/session answer.");
        }
        sessions.seen(row, origin);
        return Optional.of(
                new Caller(Actors.of(person, origin), person.operator(), memberships.rolesOf(person.id()), null));
    }
}
