package io.carillon.backplane.redis;

import io.carillon.backplane.ConnectionCounts;
import io.carillon.backplane.NodeId;
import io.carillon.protocol.AppId;
import java.util.concurrent.CompletionStage;

/** How many connections an app has, node by node, in the shard of the app. */
final class RedisConnectionCounts implements ConnectionCounts {

    private final Shards shards;

    RedisConnectionCounts(Shards shards) {
        this.shards = shards;
    }

    @Override
    public CompletionStage<Boolean> open(AppId app, NodeId node, int limit) {
        return Stages.of(
                shards.forApp(Script.CONNECTIONS_OPEN, app, node, limit),
                answer -> Shards.living(answer, node).says("open"));
    }

    @Override
    public CompletionStage<Void> close(AppId app, NodeId node) {
        return Stages.done(
                shards.forApp(Script.CONNECTIONS_CLOSE, app, node).thenApply(answer -> Shards.living(answer, node)));
    }

    @Override
    public CompletionStage<Void> restate(AppId app, NodeId node, int count) {
        return Stages.done(shards.forApp(Script.CONNECTIONS_RESTATE, app, node, count)
                .thenApply(answer -> Shards.living(answer, node)));
    }

    @Override
    public CompletionStage<Integer> of(AppId app) {
        return Stages.of(shards.forApp(Script.CONNECTIONS_OF, app), answer -> answer.count(0));
    }
}
