package io.carillon.controlplane.management;

import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.problem.Problem;
import io.micronaut.http.HttpRequest;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls the management API, once that is proven. Controllers take it as a parameter; who has not proven who they are gets no
 * further.
 *
 * @param operator whether they run the platform, and may everything in every organisation
 * @param roles what they are in which organisation, by its id
 * @param onlyApp the one app that a token is for; null if it is not bound to one
 */
public record Caller(
        Actor actor,
        boolean operator,
        Map<String, Role> roles,
        @Nullable String onlyApp) implements Principal {

    public Caller {
        roles = Map.copyOf(roles);
    }

    /**
     * Who makes a request.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code authentication_required} if nobody has proven who they are
     */
    public static Caller of(HttpRequest<?> request) {
        return find(request)
                .orElseThrow(
                        () -> Problem.AUTHENTICATION_REQUIRED.because(
                                "Nobody has signed in. Send Authorization: Bearer API_TOKEN, or sign in and send the session's cookie."));
    }

    /** Who makes a request; empty if nobody has proven who they are. */
    public static Optional<Caller> find(HttpRequest<?> request) {
        return request.getAttribute(CallerFilter.ATTRIBUTE, Caller.class);
    }

    /** As people know them. */
    @Override
    public String getName() {
        return actor.name();
    }

    /** Whether the organisation is any business of theirs. */
    boolean knows(String organisation) {
        return operator || roles.containsKey(organisation);
    }

    /** Whether they may do this in the organisation. */
    public boolean may(Permission permission, String organisation) {
        Role role = roles.get(organisation);
        return operator || (role != null && role.may(permission));
    }

    /**
     * The id of the person who has signed in.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code session_required} if it is a program with a token
     */
    public String person() {
        if (actor.kind() != Actor.Kind.PERSON) {
            throw Problem.SESSION_REQUIRED.because(
                    "This is for people who have signed in themselves; a token may not do it. Sign in, and send the session's cookie.");
        }
        return actor.id();
    }

    /** What they are in the organisation; an operator is an owner everywhere; null if they are nothing there. */
    public @Nullable Role roleIn(String organisation) {
        return operator ? Role.OWNER : roles.get(organisation);
    }
}
