package io.carillon.controlplane;

import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource;
import io.carillon.controlplane.management.Role;
import java.util.Map;
import java.util.Optional;

/**
 * Callers of stories that are not about signing in. The token {@code operator} runs the platform; {@code ORGANISATION:ROLE} has that role
 * there, and {@code ORGANISATION:ROLE:APP} for that app alone.
 */
final class TestCallers implements CallerSource {

    @Override
    public Optional<Caller> ofToken(String token, Origin origin) {
        if (token.equals("operator")) {
            return Optional.of(new Caller(actor(token, origin), true, Map.of(), null));
        }
        String[] parts = token.split(":", -1);
        return parts.length < 2
                ? Optional.empty()
                : Optional.of(new Caller(
                        actor(token, origin),
                        false,
                        Map.of(parts[0], Role.of(parts[1])),
                        parts.length > 2 ? parts[2] : null));
    }

    private static Actor actor(String token, Origin origin) {
        return new Actor(Actor.Kind.TOKEN, token, token, origin.via(), origin.address());
    }

    @Override
    public Optional<Caller> ofSession(String cookie, CsrfProof csrf, Origin origin) {
        return Optional.empty();
    }
}
