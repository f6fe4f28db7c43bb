package io.carillon.allinone;

import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Somebody who runs the platform, for stories that are not about signing in: processes of the tests know this token. */
@Singleton
public final class TestOperator implements CallerSource {

    public static final String TOKEN = "operator-of-the-tests";

    @Override
    public Optional<Caller> ofToken(String token, Origin origin) {
        return token.equals(TOKEN)
                ? Optional.of(new Caller(
                        new Actor(Actor.Kind.TOKEN, "tok_test", "Operator", origin.via(), origin.address()),
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
