package io.carillon.broker.node;

import io.carillon.backplane.NodeId;
import io.carillon.backplane.NodeRegistry;
import io.carillon.backplane.NodeRegistry.Holding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives up what dead nodes held, in batches, so that the living are not held up. Blocks whoever calls. */
final class Gravedigger {

    private static final Logger LOG = LoggerFactory.getLogger(Gravedigger.class);
    private static final int BATCH = 2_000;

    private final NodeRegistry nodes;

    Gravedigger(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    /** Buries one dead node, if there is one and nobody else has claimed it. */
    void buryOne(NodeId self) {
        Optional<NodeId> dead = nodes.claimDead(self).toCompletableFuture().join();
        dead.ifPresent(node -> {
            int holdings = giveUpAll(node);
            nodes.buried(node).toCompletableFuture().join();
            LOG.info("node {} died holding {} memberships and routes; they were given up", node, holdings);
        });
    }

    private int giveUpAll(NodeId dead) {
        int total = 0;
        List<Holding> batch = someOf(dead);
        while (!batch.isEmpty()) {
            CompletableFuture.allOf(batch.stream()
                            .map(holding -> nodes.giveUp(dead, holding).toCompletableFuture())
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
            total += batch.size();
            batch = someOf(dead);
        }
        return total;
    }

    private List<Holding> someOf(NodeId dead) {
        return nodes.holdings(dead, BATCH).toCompletableFuture().join();
    }
}
