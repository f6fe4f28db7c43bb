package io.carillon.controlplane.usage;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.UsageBatch;
import io.carillon.backplane.UsageLedger;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves complete minutes from the ledger to the database. It may end between any two steps: a batch that is kept and was not
 * acknowledged is given out again and recognised by its id.
 */
@Singleton
class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private static final int MOST_FROM_SHARD = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // So that quotas are looked at in between when there is much to catch up with.
    private static final int ROUNDS = 20;

    private final UsageLedger ledger;
    private final UsageStore store;
    private final UsageLedger.Drainer self =
            new UsageLedger.Drainer(NodeId.fresh().value());

    Drain(Backplane backplane, UsageStore store) {
        this.ledger = backplane.usage();
        this.store = store;
    }

    /** Moves what is complete. */
    void run() {
        for (int round = 0; round < ROUNDS; round++) {
            List<UsageBatch> batches = ledger.drain(self, MOST_FROM_SHARD, PATIENCE)
                    .toCompletableFuture()
                    .join();
            if (batches.isEmpty()) {
                return;
            }
            List<UsageBatch.Id> kept = new ArrayList<>();
            for (UsageBatch batch : batches) {
                if (keep(batch)) {
                    kept.add(batch.id());
                }
            }
            ledger.acknowledge(kept).toCompletableFuture().join();
            if (kept.size() < batches.size()) {
                return;
            }
        }
    }

    /** A batch that cannot be kept comes again; the others need not wait for it. */
    private boolean keep(UsageBatch batch) {
        try {
            store.keep(batch);
            return true;
        } catch (RuntimeException notNow) {
            LOG.warn("usage batch {} cannot be kept just now: {}", batch.id(), notNow.getMessage());
            return false;
        }
    }
}
