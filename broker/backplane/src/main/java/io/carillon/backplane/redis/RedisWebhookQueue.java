package io.carillon.backplane.redis;

import io.carillon.backplane.Transition;
import io.carillon.backplane.WebhookQueue;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is queued, in a stream of each shard. Not through Redis's consumer groups: they give each message to whoever asks next,
 * and one who got "vacated" must also get the "occupied" that takes it back.
 */
final class RedisWebhookQueue implements WebhookQueue {

    private static final System.Logger LOG = System.getLogger(RedisWebhookQueue.class.getName());

    private final Shards shards;
    private final Keys keys;

    RedisWebhookQueue(Shards shards) {
        this.shards = shards;
        this.keys = shards.keys();
    }

    @Override
    public CompletionStage<List<Transition>> claim(Reader reader, int limit, Duration patience) {
        if (limit < 1) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("a reader claims 1 transition or more, not " + limit));
        }
        return Stages.of(
                shards.everywhere(shard -> Call.of(
                        Script.WEBHOOKS_CLAIM,
                        List.of(keys.outbox(shard), keys.root(shard), keys.outboxClaims(shard)),
                        shards.now(),
                        reader,
                        limit,
                        patience.toMillis())),
                this::transitions);
    }

    @Override
    public CompletionStage<Void> done(Collection<Transition> transitions) {
        Map<Integer, List<String>> ids = new TreeMap<>();
        for (Transition transition : transitions) {
            ids.computeIfAbsent(keys.shardOf(transition.channel()), shard -> new ArrayList<>())
                    .add(transition.id().toString());
        }
        return forget(ids);
    }

    @Override
    public CompletionStage<Backlog> backlog() {
        return Stages.of(
                shards.everywhere(
                        shard -> Call.of(Script.WEBHOOKS_BACKLOG, List.of(keys.outbox(shard), keys.outboxLost(shard)))),
                answers -> new Backlog(sum(answers, 0), sum(answers, 1)));
    }

    private List<Transition> transitions(List<Answer> answers) {
        List<Transition> transitions = new ArrayList<>();
        Map<Integer, List<String>> unreadable = new TreeMap<>();
        for (int shard = 0; shard < answers.size(); shard++) {
            Answer answer = answers.get(shard);
            for (int i = 0; i < answer.size(); i += 2) {
                String id = answer.text(i);
                try {
                    transitions.add(TransitionForm.read(id, answer.bytes(i + 1)));
                } catch (MalformedException e) {
                    LOG.log(Level.WARNING, "transition {0} of shard {1} was rejected: {2}", id, shard, e.getMessage());
                    unreadable.computeIfAbsent(shard, key -> new ArrayList<>()).add(id);
                }
            }
        }
        // Nobody will ever deal with these; the shard must not wait for them.
        var unused = forget(unreadable);
        return transitions;
    }

    private CompletionStage<Void> forget(Map<Integer, List<String>> ids) {
        List<Call> calls = new ArrayList<>();
        ids.forEach((shard, those) ->
                calls.add(Call.of(Script.WEBHOOKS_DONE, List.of(keys.outbox(shard)), those.toArray())));
        return calls.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : Stages.done(shards.link().runAll(calls));
    }

    private static long sum(List<Answer> answers, int place) {
        return answers.stream().mapToLong(answer -> answer.number(place)).sum();
    }
}
