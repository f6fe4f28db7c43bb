package io.carillon.backplane.meter;

import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.KeyUse;
import io.carillon.backplane.KeyUses;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Traffic;
import io.carillon.backplane.UsageBucket;
import io.carillon.backplane.UsageLedger;
import io.carillon.backplane.UsageReport;
import io.carillon.protocol.AppId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what this process has counted, every few seconds. What could not be handed over is kept and handed over later, under
 * the number under which it was tried first, so that it counts once even if only the answer was lost.
 *
 * <p>What is counted belongs to the minute of the tick that finds it: it may be a tick late. One thread ticks.
 */
public final class UsageFlusher implements AutoCloseable {

    /** How often somebody must {@link #tick}. */
    public static final Duration PACE = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(UsageFlusher.class.getName());
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int TICKS_PER_REPORT = 3;
    private static final int MOST_IN_REPORT = 2_000;
    private static final int MOST_KEPT = 50_000;

    private final UsageMeter meter;
    private final KeyLog keyLog;
    private final UsageLedger ledger;
    private final KeyUses keyUses;
    private final InstantSource clock;
    private final String source = NodeId.fresh().value();

    // Guarded by this.
    private final NavigableMap<Place, Counted> kept = new TreeMap<>(Comparator.comparingLong(Place::minute)
            .thenComparing(place -> place.app().value()));
    private long minute;
    private int ticks;
    private @Nullable UsageReport reporting;
    private long reports;
    private CompletableFuture<Void> handingOver = CompletableFuture.completedFuture(null);
    private boolean away;
    private long lost;

    /** @param clock the wall clock, by which minutes are told apart */
    public UsageFlusher(UsageMeter meter, KeyLog keyLog, UsageLedger ledger, KeyUses keyUses, InstantSource clock) {
        this.meter = meter;
        this.keyLog = keyLog;
        this.ledger = ledger;
        this.keyUses = keyUses;
        this.clock = clock;
        this.minute = clock.millis() / MINUTE;
    }

    /** One tick. Returns at once. */
    public void tick() {
        try {
            collect(false);
            if (++ticks % TICKS_PER_REPORT == 0) {
                var unused = handOver();
                tellOfKeys();
            }
        } catch (RuntimeException e) {
            // A tick that fails must not be the last.
            LOG.log(Level.WARNING, "usage could not be collected just now", e);
        }
    }

    /** Hands over what there is, that of the minute that is not over too; waits no longer than a farewell may take. */
    @Override
    public void close() {
        collect(true);
        CompletionStage<Void> uses = tellOfKeys();
        // What is under way was begun before the last was collected.
        handOver()
                .thenCompose(done -> handOver())
                .thenCompose(done -> uses)
                .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
    }

    private synchronized void collect(boolean last) {
        long now = clock.millis() / MINUTE;
        boolean over = now != minute || last;
        meter.apps().forEach((app, its) -> {
            Map<ChannelPrefix, Traffic> traffic = its.take();
            int peak = over ? its.turnMinute() : 0;
            if (peak > 0 || !traffic.isEmpty()) {
                kept.computeIfAbsent(new Place(app, minute), place -> new Counted())
                        .add(traffic, peak);
            }
        });
        minute = now;
        while (kept.size() > MOST_KEPT) {
            kept.pollFirstEntry();
            if (lost++ == 0) {
                LOG.log(Level.ERROR, "usage of the oldest minutes is lost: the ledger has been away for too long");
            }
        }
    }

    /** Complete when all is handed over, or something could not be. */
    private CompletableFuture<Void> handOver() {
        UsageReport report;
        CompletableFuture<Void> begun;
        synchronized (this) {
            if (!handingOver.isDone()) {
                return handingOver;
            }
            report = nextReport();
            if (report == null) {
                return handingOver;
            }
            begun = new CompletableFuture<>();
            handingOver = begun;
        }
        handOver(report, begun);
        return begun;
    }

    private void handOver(UsageReport report, CompletableFuture<Void> begun) {
        var unused = ledger.add(report).whenComplete((done, failure) -> {
            UsageReport next = settle(failure);
            if (next == null) {
                begun.complete(null);
            } else {
                handOver(next, begun);
            }
        });
    }

    /** @return what is to be handed over now */
    private synchronized @Nullable UsageReport settle(@Nullable Throwable failure) {
        if (failure == null) {
            reporting = null;
            away = false;
            return nextReport();
        }
        if (!away) {
            away = true;
            LOG.log(Level.WARNING, "usage cannot be handed over now and is kept: {0}", failure.getMessage());
        }
        return null;
    }

    private @Nullable UsageReport nextReport() {
        if (reporting == null && !kept.isEmpty()) {
            List<UsageBucket> buckets = new ArrayList<>();
            while (buckets.size() < MOST_IN_REPORT && !kept.isEmpty()) {
                var oldest = kept.pollFirstEntry();
                buckets.add(oldest.getValue().as(oldest.getKey()));
            }
            reporting = new UsageReport(source, ++reports, buckets);
        }
        return reporting;
    }

    private CompletionStage<Void> tellOfKeys() {
        List<KeyUse> uses = keyLog.take();
        return uses.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : keyUses.used(uses).whenComplete((done, failure) -> {
                    if (failure != null) {
                        keyLog.putBack(uses);
                    }
                });
    }

    private record Place(AppId app, long minute) {}

    private static final class Counted {

        private final Map<ChannelPrefix, Traffic> traffic = new HashMap<>();
        private int peak;

        void add(Map<ChannelPrefix, Traffic> more, int itsPeak) {
            more.forEach((prefix, each) -> traffic.merge(prefix, each, Traffic::plus));
            peak = Math.max(peak, itsPeak);
        }

        UsageBucket as(Place place) {
            return new UsageBucket(place.app(), place.minute(), peak, traffic);
        }
    }
}
