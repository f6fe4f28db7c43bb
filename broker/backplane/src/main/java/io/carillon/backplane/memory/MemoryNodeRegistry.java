package io.carillon.backplane.memory;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Inbox;
import io.carillon.backplane.NodeBuriedException;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.NodeRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The nodes that live, and those that died and are not yet buried. May be called by any thread. */
final class MemoryNodeRegistry implements NodeRegistry {

    // Renewals come even when nobody publishes, so they clear away what a quiet time leaves lying.
    private static final int SWEPT_PER_RENEWAL = 1_000;

    private final Map<NodeId, Node> nodes = new ConcurrentHashMap<>();
    private final ChannelTable channels;
    private final InstantSource clock;

    MemoryNodeRegistry(ChannelTable channels, InstantSource clock) {
        this.channels = channels;
        this.clock = clock;
    }

    /** The node of this id. @throws NodeBuriedException if it has no lease */
    Node living(NodeId id, long now) {
        Node node = nodes.get(id);
        if (node == null || !node.lives(now)) {
            throw new NodeBuriedException(id);
        }
        return node;
    }

    /** All that live. */
    List<Node> allLiving(long now) {
        List<Node> living = new ArrayList<>(nodes.size());
        for (Node node : nodes.values()) {
            if (node.lives(now)) {
                living.add(node);
            }
        }
        return living;
    }

    @Override
    public CompletionStage<Void> register(NodeId id, Inbox inbox, Duration lease) {
        return Stages.done(() -> {
            if (nodes.putIfAbsent(id, new Node(id, inbox, lease, clock.millis())) != null) {
                throw new IllegalStateException("node " + id + " was registered before; a new life needs a new id");
            }
        });
    }

    @Override
    public CompletionStage<Boolean> renew(NodeId id) {
        return Stages.of(() -> {
            long now = clock.millis();
            channels.sweep(now, SWEPT_PER_RENEWAL);
            Node node = nodes.get(id);
            return node != null && node.renew(now);
        });
    }

    @Override
    public CompletionStage<Void> release(NodeId id) {
        return Stages.done(() -> {
            Node node = nodes.get(id);
            if (node != null) {
                node.die();
                forget(node);
            }
        });
    }

    @Override
    public CompletionStage<Set<NodeId>> living() {
        return Stages.of(() -> {
            Set<NodeId> ids = new HashSet<>();
            for (Node node : allLiving(clock.millis())) {
                ids.add(node.id());
            }
            return ids;
        });
    }

    @Override
    public CompletionStage<Optional<NodeId>> claimDead(NodeId claimant) {
        return Stages.of(() -> {
            long now = clock.millis();
            Node undertaker = living(claimant, now);
            for (Node node : nodes.values()) {
                if (node.claim(undertaker, now)) {
                    return Optional.of(node.id());
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public CompletionStage<List<Holding>> holdings(NodeId dead, int limit) {
        return Stages.of(() -> {
            long now = clock.millis();
            List<Holding> holdings = new ArrayList<>();
            Node node = dead(dead, now);
            if (node != null) {
                // Each channel holds at least one, so no more of them are needed.
                for (AppChannel channel : node.holdings(limit)) {
                    holdings.addAll(channels.ifThere(channel, now, List.of(), there -> there.holdings(node)));
                }
            }
            return holdings.size() > limit ? List.copyOf(holdings.subList(0, limit)) : holdings;
        });
    }

    @Override
    public CompletionStage<Void> giveUp(NodeId dead, Holding holding) {
        return Stages.done(() -> {
            long now = clock.millis();
            Node node = dead(dead, now);
            if (node != null) {
                channels.ifThere(holding.channel(), now, false, channel -> {
                    channel.giveUp(node, holding.socket(), now);
                    return true;
                });
            }
        });
    }

    @Override
    public CompletionStage<Void> buried(NodeId dead) {
        return Stages.done(() -> {
            Node node = dead(dead, clock.millis());
            if (node != null) {
                forget(node);
            }
        });
    }

    /** The dead node of this id; null if it is buried, or was never there. */
    private @Nullable Node dead(NodeId id, long now) {
        Node node = nodes.get(id);
        if (node != null && node.lives(now)) {
            throw new IllegalStateException("node " + id + " lives; what it holds is not ours to touch");
        }
        return node;
    }

    private void forget(Node node) {
        if (node.forget()) {
            nodes.remove(node.id(), node);
        }
    }
}
