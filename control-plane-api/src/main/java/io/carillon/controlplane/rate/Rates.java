package io.carillon.controlplane.rate;

import io.carillon.backplane.Allowances;
import io.carillon.backplane.Allowances.Kind;
import io.carillon.backplane.App;
import io.carillon.backplane.Backplane;
import io.carillon.protocol.AppId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds apps to what they may do each second over the whole cluster. An app without a limit costs nothing here, and one over
 * its limit costs the others nothing.
 */
@Singleton
public final class Rates {

    private static final CompletionStage<@Nullable Void> UNLIMITED = CompletableFuture.completedFuture(null);

    private final Allowances allowances;
    private final InstantSource clock;
    private final Map<AppId, Rate> publishes = new ConcurrentHashMap<>();
    private final Map<AppId, Rate> reads = new ConcurrentHashMap<>();

    Rates(Backplane backplane, InstantSource clock) {
        this.allowances = backplane.allowances();
        this.clock = clock;
    }

    /**
     * Completes when the app may publish so many events now, one for each channel that is named.
     *
     * @return fails with the refusal {@code rate_limit_exceeded} if it may not
     */
    public CompletionStage<@Nullable Void> publish(App app, int events) {
        return take(publishes, app, Kind.PUBLISHES, app.limits().publishesPerSecond(), events);
    }

    /**
     * Completes when the app may ask something else now.
     *
     * @return fails with the refusal {@code rate_limit_exceeded} if it may not
     */
    public CompletionStage<@Nullable Void> read(App app) {
        return take(reads, app, Kind.READS, app.limits().readsPerSecond(), 1);
    }

    private CompletionStage<@Nullable Void> take(Map<AppId, Rate> rates, App app, Kind kind, int perSecond, int count) {
        if (perSecond == 0) {
            return UNLIMITED;
        }
        return rates.computeIfAbsent(app.id(), id -> new Rate(id, kind, allowances, clock))
                .take(count, perSecond);
    }
}
