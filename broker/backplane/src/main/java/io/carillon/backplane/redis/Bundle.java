package io.carillon.backplane.redis;

import io.carillon.backplane.BackplaneUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Steps of one shard that Redis is given as one script. Publishes that stand next to each other in the line of their shard go
 * together: to begin a script costs Redis as much as to publish one event in it.
 */
final class Bundle {

    // So many take Redis a few milliseconds, and nobody else is served meanwhile.
    private static final int MOST_PUBLISHES = 64;

    private final Call call;
    private final List<CompletableFuture<Answer>> stages;

    private Bundle(Call call, List<CompletableFuture<Answer>> stages) {
        this.call = call;
        this.stages = stages;
    }

    /** Bundles steps; those of one shard stay in their order, and shards do not care for each other's. */
    static List<Bundle> of(List<ShardQueue.Step> steps) {
        if (steps.size() == 1) {
            return List.of(single(steps.get(0)));
        }
        Map<Object, List<ShardQueue.Step>> byShard = new LinkedHashMap<>();
        for (ShardQueue.Step step : steps) {
            byShard.computeIfAbsent(step.call().root(), root -> new ArrayList<>())
                    .add(step);
        }
        List<Bundle> bundles = new ArrayList<>();
        byShard.values().forEach(ofShard -> bundles.addAll(ofOneShard(ofShard)));
        return bundles;
    }

    private static List<Bundle> ofOneShard(List<ShardQueue.Step> steps) {
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 0; i < steps.size(); ) {
            int end = endOfPublishes(steps, i);
            bundles.add(end - i > 1 ? publishes(steps.subList(i, end)) : single(steps.get(i)));
            i = Math.max(end, i + 1);
        }
        return bundles;
    }

    private static int endOfPublishes(List<ShardQueue.Step> steps, int from) {
        int end = from;
        while (end < steps.size()
                && end - from < MOST_PUBLISHES
                && steps.get(end).call().script() == Script.PUBLISH) {
            end++;
        }
        return end;
    }

    private static Bundle single(ShardQueue.Step step) {
        return new Bundle(step.call(), List.of(step.stage()));
    }

    /** What the script is told once, then what it is told of each. */
    private static Bundle publishes(List<ShardQueue.Step> steps) {
        Call first = steps.get(0).call();
        List<Object> keys = new ArrayList<>(first.keys().subList(0, 2));
        List<Object> args = new ArrayList<>(first.args().subList(0, 1));
        List<CompletableFuture<Answer>> stages = new ArrayList<>(steps.size());
        for (ShardQueue.Step step : steps) {
            keys.addAll(step.call().keys().subList(2, step.call().keys().size()));
            args.addAll(step.call().args().subList(1, step.call().args().size()));
            stages.add(step.stage());
        }
        return new Bundle(new Call(Script.PUBLISH, keys, args), stages);
    }

    Call call() {
        return call;
    }

    /** Tells each step what became of it. */
    void tell(CompletableFuture<Answer> answer) {
        var unused = answer.whenComplete((value, failure) -> {
            if (failure != null) {
                stages.forEach(stage -> stage.completeExceptionally(failure));
            } else if (call.script() == Script.PUBLISH) {
                for (int i = 0; i < stages.size(); i++) {
                    tell(stages.get(i), value.list(i));
                }
            } else {
                stages.get(0).complete(value);
            }
        });
    }

    private static void tell(CompletableFuture<Answer> stage, Answer answer) {
        if (answer.says("failed")) {
            stage.completeExceptionally(new BackplaneUnavailableException(
                    "Redis did not publish an event: " + answer.text(1), new IllegalStateException(answer.text(1))));
        } else {
            stage.complete(answer);
        }
    }
}
