package io.carillon.controlplane.usage;

import io.carillon.controlplane.app.KeyUseKeeper;
import io.carillon.controlplane.database.Clearing;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every few seconds, on one control plane: moves usage into the database, looks at the quotas and at
 * the uses of keys, and forgets what is too old. */
@Context
public final class UsageRounds {

    private static final Logger LOG = LoggerFactory.getLogger(UsageRounds.class);

    private static final Duration BETWEEN_LOOKS_AT_KEYS = Duration.ofSeconds(30);
    private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(10);

    private final Lease lease;
    private final Drain drain;
    private final QuotaKeeper quotas;
    private final KeyUseKeeper keyUses;
    private final List<Clearing> clearings;
    private final InstantSource clock;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "carillon-usage");
        thread.setDaemon(true);
        return thread;
    });
    private Instant lookedAtKeys = Instant.EPOCH;
    private Instant cleared = Instant.EPOCH;
    private boolean failing;

    UsageRounds(
            Lease lease,
            Drain drain,
            QuotaKeeper quotas,
            KeyUseKeeper keyUses,
            List<Clearing> clearings,
            InstantSource clock,
            @Value("${carillon.control-plane.usage-round:3s}") Duration pause) {
        this.lease = lease;
        this.drain = drain;
        this.quotas = quotas;
        this.keyUses = keyUses;
        this.clearings = List.copyOf(clearings);
        this.clock = clock;
        rounds.scheduleWithFixedDelay(this::round, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One round now; nothing, if another control plane is at it. */
    public synchronized void round() {
        try {
            if (!lease.isMine()) {
                return;
            }
            drain.run();
            quotas.run();
            Instant now = clock.instant();
            if (Duration.between(lookedAtKeys, now).compareTo(BETWEEN_LOOKS_AT_KEYS) >= 0) {
                lookedAtKeys = now;
                keyUses.run();
            }
            if (Duration.between(cleared, now).compareTo(BETWEEN_CLEARINGS) >= 0) {
                cleared = now;
                clearings.forEach(Clearing::forgetOld);
            }
            failing = false;
        } catch (RuntimeException notNow) {
            // A round that fails must not be the last.
            if (!failing) {
                LOG.warn("usage cannot be kept just now, and waits: {}", notNow.getMessage());
                LOG.debug("A round failed", notNow);
            }
            failing = true;
        }
    }

    @PreDestroy
    void close() {
        rounds.shutdownNow();
    }
}
