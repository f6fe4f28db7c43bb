package io.carillon.backplane.memory;

import io.carillon.backplane.IdempotencyKey;
import io.carillon.backplane.Position;
import io.carillon.backplane.PublishOutcome;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The idempotency keys of a channel that are still remembered. Guarded by its channel. */
final class IdempotencyWindow {

    private static final long LIFETIME = IdempotencyKey.LIFETIME.toMillis();

    // All keys live equally long, so the order of coming is the order of going.
    private final Map<String, Claim> claims = new LinkedHashMap<>();

    /** What a publish under this key comes to; null if the key is free. */
    @Nullable
    PublishOutcome outcomeOf(IdempotencyKey key, long now) {
        Claim claim = claims.get(key.value());
        if (claim == null || now >= claim.until()) {
            return null;
        }
        return claim.fingerprint().equals(key.fingerprint())
                ? new PublishOutcome.Repeated(claim.position())
                : new PublishOutcome.KeyReused();
    }

    /**
     * Takes a free key.
     *
     * @return until when it is remembered
     */
    long claim(IdempotencyKey key, @Nullable Position position, long now) {
        Iterator<Claim> oldestFirst = claims.values().iterator();
        while (oldestFirst.hasNext() && now >= oldestFirst.next().until()) {
            oldestFirst.remove();
        }
        long until = now + LIFETIME;
        claims.put(key.value(), new Claim(key.fingerprint(), position, until));
        return until;
    }

    private record Claim(String fingerprint, @Nullable Position position, long until) {}
}
