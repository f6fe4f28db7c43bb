package io.carillon.backplane.memory;

import io.carillon.backplane.Allowances;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** One number for each app and kind: when what was taken is made up for, in milliseconds. */
final class MemoryAllowances implements Allowances {

    private static final double SECOND = 1_000;

    // What rounding took away is not to be missing.
    private static final double ROUNDED = 1e-3;

    private final InstantSource clock;
    private final Map<Account, Double> settled = new ConcurrentHashMap<>();

    MemoryAllowances(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<Grant> take(AppId app, Kind kind, int perSecond, int needed, int wanted) {
        return Stages.of(() -> take(new Account(app, kind), perSecond, needed, wanted));
    }

    private Grant take(Account account, int perSecond, int needed, int wanted) {
        Grant[] outcome = new Grant[1];
        settled.compute(account, (key, before) -> {
            double now = clock.millis();
            double from = before == null ? now : Math.max(before, now);
            long left = (long) Math.floor((now + SECOND - from) * perSecond / SECOND + ROUNDED);
            int enough = Math.min(needed, perSecond);
            if (left < enough) {
                double wait = from - now - SECOND + enough * SECOND / perSecond;
                outcome[0] = new Later(Duration.ofMillis(Math.max(1, (long) Math.ceil(wait - ROUNDED))));
                return from;
            }
            int granted = Math.max(needed, (int) Math.min(wanted, left));
            outcome[0] = new Granted(granted);
            return from + granted * SECOND / perSecond;
        });
        return outcome[0];
    }

    private record Account(AppId app, Kind kind) {}
}
