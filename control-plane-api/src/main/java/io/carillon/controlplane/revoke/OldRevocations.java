package io.carillon.controlplane.revoke;

import io.carillon.controlplane.app.RevocationRows;
import io.carillon.controlplane.database.Clearing;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Forgets revocations a day after they are over. Their apps count as changed, so that nodes forget them as well. */
@Singleton
final class OldRevocations implements Clearing {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int AT_ONCE = 100;

    private final RevocationRows rows;
    private final RevocationKeeper keeper;
    private final InstantSource clock;

    OldRevocations(RevocationRows rows, RevocationKeeper keeper, InstantSource clock) {
        this.rows = rows;
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public void forgetOld() {
        Instant moment = clock.instant().minus(KEPT);
        for (; ; ) {
            List<String> apps = rows.appsWithOver(moment, AT_ONCE);
            if (apps.isEmpty()) {
                return;
            }
            apps.forEach(app -> keeper.forget(app, moment));
        }
    }
}
