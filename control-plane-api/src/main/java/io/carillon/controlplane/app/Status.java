package io.carillon.controlplane.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a key or token stands, in a word. */
public final class Status {

    private Status() {}

    /** {@code active}, {@code ending} (active until its end), {@code ended} or {@code revoked}. */
    public static String of(@Nullable Instant revokedAt, @Nullable Instant endsAt, Instant now) {
        if (revokedAt != null) {
            return "revoked";
        }
        if (endsAt == null) {
            return "active";
        }
        return now.isBefore(endsAt) ? "ending" : "ended";
    }
}
