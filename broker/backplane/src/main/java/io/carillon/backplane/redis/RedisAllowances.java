package io.carillon.backplane.redis;

import io.carillon.backplane.Allowances;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One number for each app and kind, in the shard of the app. Goes past the lines: it has no order with anything. */
final class RedisAllowances implements Allowances {

    private final Shards shards;

    RedisAllowances(Shards shards) {
        this.shards = shards;
    }

    @Override
    public CompletionStage<Grant> take(AppId app, Kind kind, int perSecond, int needed, int wanted) {
        Keys keys = shards.keys();
        List<String> its = List.of(keys.allowance(app, kind), keys.root(keys.shardOf(app)));
        return Stages.of(
                shards.link().run(Call.of(Script.TAKE, its, shards.now(), perSecond, needed, wanted)),
                answer -> answer.says("granted")
                        ? new Granted(answer.count(1))
                        : new Later(Duration.ofMillis(answer.number(1))));
    }
}
