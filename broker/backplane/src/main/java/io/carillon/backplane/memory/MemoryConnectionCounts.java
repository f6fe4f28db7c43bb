package io.carillon.backplane.memory;

import io.carillon.backplane.ConnectionCounts;
import io.carillon.backplane.NodeId;
import io.carillon.protocol.AppId;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/**
 * How many connections an app has. Each node carries its own counts, so they go when it goes; openings stand in line,
 * because each must see the one before it.
 */
final class MemoryConnectionCounts implements ConnectionCounts {

    private final MemoryNodeRegistry nodes;
    private final InstantSource clock;

    MemoryConnectionCounts(MemoryNodeRegistry nodes, InstantSource clock) {
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Boolean> open(AppId app, NodeId id, int limit) {
        return Stages.of(() -> open(app, nodes.living(id, clock.millis()), limit));
    }

    @Override
    public CompletionStage<Void> close(AppId app, NodeId id) {
        return Stages.done(() -> nodes.living(id, clock.millis()).closed(app));
    }

    @Override
    public CompletionStage<Void> restate(AppId app, NodeId id, int count) {
        return Stages.done(() -> nodes.living(id, clock.millis()).restated(app, count));
    }

    @Override
    public CompletionStage<Integer> of(AppId app) {
        return Stages.of(() -> sum(app));
    }

    private synchronized boolean open(AppId app, Node node, int limit) {
        if (limit > 0 && sum(app) >= limit) {
            return false;
        }
        node.opened(app);
        return true;
    }

    private int sum(AppId app) {
        int sum = 0;
        for (Node node : nodes.allLiving(clock.millis())) {
            sum += node.connections(app);
        }
        return sum;
    }
}
