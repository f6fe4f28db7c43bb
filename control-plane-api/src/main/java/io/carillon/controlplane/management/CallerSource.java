package io.carillon.controlplane.management;

import io.carillon.controlplane.audit.Actor.Via;
import java.util.Optional;

/** Knows those who may call, by what they show. Asked on threads that may wait for the database. */
public interface CallerSource {

    /**
     * What came with a request.
     *
     * @param address it came from, without the port
     * @param via what the client says that it is
     */
    record Origin(String address, Via via) {}

    /**
     * Who shows this token.
     *
     * @return empty if it is nobody's, or no longer; the same whatever the reason
     */
    Optional<Caller> ofToken(String token, Origin origin);

    /**
     * Whose session this is.
     *
     * @param cookie the session cookie's value
     * @param csrf what stood in {@code X-CSRF-Token}
     * @return empty if it is nobody's, or over
     * @throws io.carillon.controlplane.problem.Refusal {@code csrf_token_wrong} if the session is there but the request may come
     *     from another site's page
     */
    Optional<Caller> ofSession(String cookie, CsrfProof csrf, Origin origin);

    /** What a request shows to prove that it was not made by another site's page. */
    sealed interface CsrfProof {

        /** It changes nothing. */
        record NotNeeded() implements CsrfProof {}

        /** It changes something, and shows this, which may be empty. */
        record Shown(String token) implements CsrfProof {}
    }
}
