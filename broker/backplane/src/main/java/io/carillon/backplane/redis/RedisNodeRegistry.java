package io.carillon.backplane.redis;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Inbox;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.NodeRegistry;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Which nodes live. Every shard has the lease of every node, because its scripts can see no other shard; the first shard
 * decides who lives and who buries, and a claim is told to all of them before it is answered.
 */
final class RedisNodeRegistry implements NodeRegistry {

    /** The shard that decides. */
    private static final int FIRST = 0;

    private final Shards shards;
    private final Keys keys;
    private final LocalNodes local;

    RedisNodeRegistry(Shards shards, LocalNodes local) {
        this.shards = shards;
        this.keys = shards.keys();
        this.local = local;
    }

    @Override
    public CompletionStage<Void> register(NodeId node, Inbox inbox, Duration lease) {
        // The lanes first: what is sent from the first moment of its life must be heard.
        return Stages.done(local.begin(node, inbox).thenCompose(fresh -> {
            if (!fresh) {
                throw known(node);
            }
            return everywhere(Script.REGISTER, node, lease.toMillis()).whenComplete((answers, failure) -> {
                if (failure != null || answers.stream().anyMatch(answer -> answer.says("known"))) {
                    local.end(node);
                }
                if (failure == null && answers.stream().anyMatch(answer -> answer.says("known"))) {
                    throw known(node);
                }
            });
        }));
    }

    @Override
    public CompletionStage<Boolean> renew(NodeId node) {
        return Stages.of(
                everywhere(Script.RENEW, node).thenCompose(answers -> {
                    if (answers.stream().allMatch(answer -> answer.says("done"))) {
                        return CompletableFuture.completedFuture(true);
                    }
                    // Dead in one shard is dead in all: half a node would keep what it can no longer announce.
                    local.end(node);
                    return everywhere(Script.DIE, node).thenApply(dead -> false);
                }),
                lives -> lives);
    }

    @Override
    public CompletionStage<Void> release(NodeId node) {
        return Stages.done(everywhere(Script.DIE, node).thenCompose(dead -> {
            local.end(node);
            return forget(node);
        }));
    }

    @Override
    public CompletionStage<Set<NodeId>> living() {
        return Stages.of(
                shards.link().run(Call.of(Script.LIVING, List.of(keys.nodes(FIRST), keys.root(FIRST)), shards.now())),
                answer -> {
                    Set<NodeId> nodes = new HashSet<>();
                    answer.texts().forEach(node -> nodes.add(new NodeId(node)));
                    return nodes;
                });
    }

    @Override
    public CompletionStage<Optional<NodeId>> claimDead(NodeId claimant) {
        Call claim = Call.of(
                Script.CLAIM, List.of(keys.nodes(FIRST), keys.root(FIRST), keys.claims(FIRST)), shards.now(), claimant);
        return Stages.of(
                shards.link().run(claim).thenCompose(answer -> {
                    if (!Shards.living(answer, claimant).says("claimed")) {
                        return CompletableFuture.completedFuture(Optional.<NodeId>empty());
                    }
                    var dead = new NodeId(answer.text(1));
                    return everywhere(Script.DIE, dead).thenApply(told -> Optional.of(dead));
                }),
                claimed -> claimed);
    }

    @Override
    public CompletionStage<List<Holding>> holdings(NodeId dead, int limit) {
        // Each shard its share, or most of what they answer would be thrown away.
        int share = Math.max(1, limit / shards.count());
        return Stages.of(
                shards.everywhere(shard -> Call.of(
                        Script.HOLDINGS,
                        List.of(keys.holds(shard, dead), keys.root(shard)),
                        shards.now(),
                        dead,
                        share)),
                answers -> holdings(dead, answers, limit));
    }

    @Override
    public CompletionStage<Void> giveUp(NodeId dead, Holding holding) {
        SocketId socket = holding.socket();
        return Stages.done(shards.byNode(Script.GIVE_UP, holding.channel(), dead, socket == null ? "" : socket)
                .thenApply(answer -> notLiving(answer, dead)));
    }

    @Override
    public CompletionStage<Void> buried(NodeId dead) {
        return Stages.done(forget(dead));
    }

    /** The first shard last: as long as it knows the node, somebody will claim it. */
    private CompletableFuture<Answer> forget(NodeId dead) {
        List<Call> others = new ArrayList<>();
        for (int shard = FIRST + 1; shard < shards.count(); shard++) {
            others.add(buried(shard, dead));
        }
        return shards.link().runAll(others).thenCompose(answers -> {
            for (Answer answer : answers) {
                if (notLiving(answer, dead).says("holds")) {
                    return CompletableFuture.completedFuture(answer);
                }
            }
            return shards.link().run(buried(FIRST, dead)).thenApply(answer -> notLiving(answer, dead));
        });
    }

    private Call buried(int shard, NodeId dead) {
        return Call.of(
                Script.BURIED,
                List.of(keys.node(shard, dead), keys.root(shard), keys.holds(shard, dead), keys.claims(shard)),
                shards.now(),
                dead);
    }

    private CompletableFuture<List<Answer>> everywhere(Script script, NodeId node, Object... more) {
        return shards.everywhere(shard -> {
            Object[] args = new Object[more.length + 2];
            args[0] = shards.now();
            args[1] = node;
            System.arraycopy(more, 0, args, 2, more.length);
            return Call.of(script, List.of(keys.node(shard, node), keys.root(shard)), args);
        });
    }

    private static List<Holding> holdings(NodeId dead, List<Answer> answers, int limit) {
        List<Holding> holdings = new ArrayList<>();
        for (Answer answer : answers) {
            List<String> held = notLiving(answer, dead).texts();
            for (int i = 1; i < held.size() && holdings.size() < limit; i += 2) {
                holdings.add(holding(held.get(i), held.get(i + 1)));
            }
        }
        return holdings;
    }

    private static Holding holding(String held, String socket) {
        int colon = held.indexOf(':');
        var channel = new AppChannel(AppId.of(held.substring(0, colon)), ChannelName.of(held.substring(colon + 1)));
        return new Holding(channel, socket.isEmpty() ? null : SocketId.of(socket));
    }

    private static Answer notLiving(Answer answer, NodeId dead) {
        if (answer.says("lives")) {
            throw new IllegalStateException("node " + dead + " lives; what it holds is not ours to touch");
        }
        return answer;
    }

    private static IllegalStateException known(NodeId node) {
        return new IllegalStateException("node " + node + " was registered before; a new life needs a new id");
    }
}
