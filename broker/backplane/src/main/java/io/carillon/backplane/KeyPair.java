package io.carillon.backplane;

import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A key and the secret that signs for it.
 *
 * @param scope what may be done with it
 * @param until the moment from which it is no longer active, as after a rotation; null for never
 */
public record KeyPair(
        AppKey key, Secret secret, Scope scope, @Nullable Instant until) {

    /** A pair for everything, for ever. */
    public KeyPair(AppKey key, Secret secret) {
        this(key, secret, Scope.EVERYTHING, null);
    }

    /** Whether it is active at this moment. */
    public boolean isActive(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** The same now, where the time is asked for only if the pair ever ends. */
    public boolean isActive(InstantSource clock) {
        return until == null || clock.instant().isBefore(until);
    }
}
