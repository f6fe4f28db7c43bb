package io.carillon.broker.node;

import io.carillon.backplane.NodeId;
import io.carillon.backplane.NodeRegistry;
import io.carillon.backplane.NodeRegistry.Holding;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives up what dead nodes held, in small batches, so that the living are not held up. */
final class Gravedigger {

    private static final Logger LOG = LoggerFactory.getLogger(Gravedigger.class);
    private static final int BATCH = 500;

    private final NodeRegistry nodes;

    Gravedigger(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    /** Buries one dead node, if there is one and nobody else has claimed it. Blocks until that is done. */
    void buryOne(NodeId self) {
        Optional<NodeId> dead = nodes.claimDead(self).toCompletableFuture().join();
        dead.ifPresent(node -> {
            int holdings = giveUpAll(node, self);
            nodes.buried(node).toCompletableFuture().join();
            LOG.info("node {} died holding {} memberships and routes; they were given up", node, holdings);
        });
    }

    private int giveUpAll(NodeId dead, NodeId self) {
        int total = 0;
        List<Holding> batch = nodes.holdings(dead, BATCH).toCompletableFuture().join();
        while (!batch.isEmpty()) {
            for (Holding holding : batch) {
                nodes.giveUp(dead, holding).toCompletableFuture().join();
            }
            total += batch.size();
            // Burying may take longer than a lease: the claim, and this node's own life, go on.
            nodes.renew(self).toCompletableFuture().join();
            batch = nodes.holdings(dead, BATCH).toCompletableFuture().join();
        }
        return total;
    }
}
