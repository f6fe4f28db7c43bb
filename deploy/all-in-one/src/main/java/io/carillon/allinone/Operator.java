package io.carillon.allinone;

import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource;
import io.carillon.protocol.signature.Secret;
import java.util.Map;
import java.util.Optional;

/** Whoever has started the platform inside their own program: they have its token, and may everything. */
final class Operator implements CallerSource {

    private final Secret token;

    Operator(Secret token) {
        this.token = token;
    }

    @Override
    public Optional<Caller> ofToken(String shown, Origin origin) {
        return token.equals(Secret.of(shown))
                ? Optional.of(new Caller(
                        new Actor(Actor.Kind.TOKEN, "tok_embedded", "Operator", origin.via(), origin.address()),
                        true,
                        Map.of(),
                        null))
                : Optional.empty();
    }

    @Override
    public Optional<Caller> ofSession(String cookie, CsrfProof csrf, Origin origin) {
        return Optional.empty();
    }
}
