package io.carillon.backplane.redis;

import io.carillon.backplane.Inbox;
import io.carillon.backplane.NodeId;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The nodes that live in this process, with their lanes, and whether they hear. May be used by any thread. */
final class LocalNodes {

    private static final System.Logger LOG = System.getLogger(LocalNodes.class.getName());

    // One round may be late by itself; a connection that is silent for two is deaf.
    private static final int DEAF_AFTER = 2;

    private final Shards shards;
    private final Ear ear;
    private final LaneTally counts;
    private final Map<NodeId, List<Lane>> nodes = new ConcurrentHashMap<>();
    private volatile boolean reachable = true;

    LocalNodes(Shards shards, Ear ear, LaneTally counts) {
        this.shards = shards;
        this.ear = ear;
        this.counts = counts;
    }

    /** Begins to listen for a node; the stage is complete when every lane is open. False if the node is here already. */
    CompletableFuture<Boolean> begin(NodeId node, Inbox inbox) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < shards.count(); i++) {
            int shard = i;
            lanes.add(new Lane(
                    shards.keys().lane(shard, node),
                    channel -> shards.keys().shardOf(channel) == shard,
                    inbox,
                    (epoch, sequence) -> shards.link().run(tail(shard, node, epoch, sequence)),
                    counts));
        }
        if (nodes.putIfAbsent(node, lanes) != null) {
            return CompletableFuture.completedFuture(false);
        }
        List<CompletableFuture<Void>> open = new ArrayList<>();
        for (int shard = 0; shard < lanes.size(); shard++) {
            open.add(ear.listen(shards.keys().lane(shard, node), lanes.get(shard)));
        }
        return CompletableFuture.allOf(open.toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        end(node);
                    }
                })
                .thenApply(done -> true);
    }

    void end(NodeId node) {
        List<Lane> lanes = nodes.remove(node);
        if (lanes != null) {
            for (int shard = 0; shard < lanes.size(); shard++) {
                var unused = ear.stop(shards.keys().lane(shard, node));
            }
        }
    }

    void endAll() {
        List.copyOf(nodes.keySet()).forEach(this::end);
    }

    /** Whether what is published now reaches the nodes of this process. */
    boolean isHearing() {
        return reachable && longestSilence() == 0;
    }

    /** One round: judges whether the last canaries came, and sends the next. Takes a while if the ear must be renewed. */
    synchronized void sendCanaries() {
        nodes.values().forEach(lanes -> lanes.forEach(Lane::judge));
        if (longestSilence() >= DEAF_AFTER) {
            ear.renew();
            nodes.values().forEach(lanes -> lanes.forEach(Lane::listensAnew));
        }
        nodes.forEach(this::sendCanaries);
    }

    private void sendCanaries(NodeId node, List<Lane> lanes) {
        List<Call> calls = new ArrayList<>();
        for (int shard = 0; shard < lanes.size(); shard++) {
            Lane lane = lanes.get(shard);
            calls.add(Call.of(
                    Script.CANARY,
                    List.of(
                            shards.keys().node(shard, node),
                            shards.keys().root(shard),
                            shards.keys().tail(shard, node)),
                    shards.now(),
                    node,
                    lane.epoch(),
                    lane.heard()));
        }
        var unused = shards.link().runAll(calls).handle((answers, failure) -> {
            reachable = failure == null;
            if (failure != null) {
                LOG.log(Level.WARNING, "node {0} cannot send canaries: {1}", node, failure.getMessage());
                return null;
            }
            for (int shard = 0; shard < answers.size(); shard++) {
                Answer answer = answers.get(shard);
                if (answer.says("sent")) {
                    lanes.get(shard).promised(answer.number(1), answer.number(2));
                }
            }
            return null;
        });
    }

    private int longestSilence() {
        int longest = 0;
        for (List<Lane> lanes : nodes.values()) {
            for (Lane lane : lanes) {
                longest = Math.max(longest, lane.missedRounds());
            }
        }
        return longest;
    }

    private Call tail(int shard, NodeId node, long epoch, long sequence) {
        return Call.of(
                Script.TAIL,
                List.of(
                        shards.keys().node(shard, node),
                        shards.keys().root(shard),
                        shards.keys().tail(shard, node)),
                shards.now(),
                epoch,
                sequence);
    }
}
