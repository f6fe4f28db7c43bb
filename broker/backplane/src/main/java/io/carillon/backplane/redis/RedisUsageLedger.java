package io.carillon.backplane.redis;

import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.Traffic;
import io.carillon.backplane.UsageBatch;
import io.carillon.backplane.UsageBucket;
import io.carillon.backplane.UsageLedger;
import io.carillon.backplane.UsageReport;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What was used, in the shards of the apps. A report that names apps of many shards is many steps, each of which knows it again. */
final class RedisUsageLedger implements UsageLedger {

    private final Shards shards;
    private final Keys keys;

    RedisUsageLedger(Shards shards) {
        this.shards = shards;
        this.keys = shards.keys();
    }

    @Override
    public CompletionStage<Void> add(UsageReport report) {
        Map<Integer, List<Object>> byShard = new TreeMap<>();
        for (UsageBucket bucket : report.buckets()) {
            List<Object> args = byShard.computeIfAbsent(keys.shardOf(bucket.app()), shard -> begin(report));
            args.add(bucket.app());
            args.add(bucket.minute());
            args.add(bucket.connections());
            args.add(bucket.traffic().size());
            bucket.traffic().forEach((prefix, traffic) -> {
                args.add(prefix);
                args.add(traffic.messagesIn());
                args.add(traffic.messagesOut());
                args.add(traffic.bytesIn());
                args.add(traffic.bytesOut());
            });
        }
        List<Call> calls = new ArrayList<>();
        byShard.forEach((shard, args) -> calls.add(step(Script.USAGE_ADD, shard, args.toArray())));
        return runAll(calls);
    }

    private List<Object> begin(UsageReport report) {
        return new ArrayList<>(
                List.of(shards.now(), report.source(), report.number(), KEPT.toMillis(), MOST_PREFIXES, MOST_BUCKETS));
    }

    @Override
    public CompletionStage<List<UsageBatch>> drain(Drainer drainer, int limit, Duration patience) {
        if (limit < 1) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("a drainer takes 1 bucket or more, not " + limit));
        }
        return Stages.of(
                shards.everywhere(shard -> step(
                        Script.USAGE_DRAIN,
                        shard,
                        shards.now(),
                        drainer,
                        limit,
                        patience.toMillis(),
                        SETTLING.toMillis(),
                        KEPT.toMillis())),
                RedisUsageLedger::batches);
    }

    @Override
    public CompletionStage<Void> acknowledge(Collection<UsageBatch.Id> batches) {
        return runAll(batches.stream()
                .map(id -> step(Script.USAGE_DONE, id.shard(), shards.now(), withoutShard(id)))
                .toList());
    }

    @Override
    public CompletionStage<Waiting> waiting() {
        return Stages.of(
                shards.everywhere(shard -> step(Script.USAGE_WAITING, shard, shards.now())), RedisUsageLedger::sum);
    }

    private Call step(Script script, int shard, Object... args) {
        return Call.of(script, List.of(keys.usage(shard), keys.root(shard)), args);
    }

    private CompletionStage<Void> runAll(List<Call> calls) {
        return calls.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : Stages.done(shards.link().runAll(calls));
    }

    private static List<UsageBatch> batches(List<Answer> answers) {
        List<UsageBatch> batches = new ArrayList<>();
        for (int shard = 0; shard < answers.size(); shard++) {
            Answer answer = answers.get(shard);
            if (answer.size() > 0) {
                batches.add(batch(shard, answer));
            }
        }
        return batches;
    }

    private static UsageBatch batch(int shard, Answer answer) {
        List<UsageBucket> buckets = new ArrayList<>();
        for (int i = 1; i < answer.size(); i++) {
            buckets.add(bucket(answer.list(i)));
        }
        return new UsageBatch(new UsageBatch.Id(shard, shard + "-" + answer.text(0)), buckets);
    }

    private static String withoutShard(UsageBatch.Id id) {
        return id.text().substring(id.text().indexOf('-') + 1);
    }

    private static UsageBucket bucket(Answer answer) {
        Map<ChannelPrefix, Traffic> traffic = new HashMap<>();
        answer.list(3)
                .pairs()
                .forEach((prefix, numbers) -> traffic.put(new ChannelPrefix(prefix), traffic(numbers.split(" ", -1))));
        return new UsageBucket(AppId.of(answer.text(0)), answer.number(1), answer.number(2), traffic);
    }

    private static Traffic traffic(String[] numbers) {
        return new Traffic(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    private static Waiting sum(List<Answer> answers) {
        Map<AppId, Long> messages = new HashMap<>();
        long lost = 0;
        for (Answer answer : answers) {
            lost += answer.number(0);
            for (int i = 1; i < answer.size(); i += 2) {
                messages.put(AppId.of(answer.text(i)), answer.number(i + 1));
            }
        }
        return new Waiting(messages, lost);
    }
}
