package io.carillon.backplane.redis;

import io.carillon.backplane.BackplaneUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The steps of this process in one shard, or in some that are with one Redis, in the order of the calls. One batch is under way at a time, because Redis would
 * read two connections in any order; what comes meanwhile leaves together in the next, in {@link Bundle}s, so load makes batches by itself.
 *
 * <p>May be used by any thread. A batch that fails as a whole takes with it all that waits behind: it would meet the same.
 */
final class ShardQueue {

    private static final int BATCH = 512;
    // Beyond this Redis is not slow but away, and memory is not for that.
    private static final int MOST_WAITING = 50_000;

    private final RedisLink link;
    private List<Step> waiting = new ArrayList<>();
    private boolean underWay;

    ShardQueue(RedisLink link) {
        this.link = link;
    }

    CompletableFuture<Answer> run(Call call) {
        var step = new Step(call, new CompletableFuture<>());
        synchronized (this) {
            if (underWay) {
                if (waiting.size() < MOST_WAITING) {
                    waiting.add(step);
                    return step.stage;
                }
                return CompletableFuture.failedFuture(new BackplaneUnavailableException(
                        MOST_WAITING + " steps wait for Redis already",
                        new IllegalStateException("the queue of the shard is full")));
            }
            underWay = true;
        }
        send(List.of(step));
        return step.stage;
    }

    private void send(List<Step> batch) {
        List<Bundle> bundles = Bundle.of(batch);
        List<CompletableFuture<Answer>> answers =
                link.run(bundles.stream().map(Bundle::call).toList());
        var unused = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> {
                    // One step may fail by itself; when all do, Redis is away.
                    boolean away = answers.stream().allMatch(CompletableFuture::isCompletedExceptionally);
                    List<Step> next = next(away ? failure : null);
                    // The next first: it may travel while whoever waited for these is told.
                    if (!next.isEmpty()) {
                        send(next);
                    }
                    for (int i = 0; i < answers.size(); i++) {
                        bundles.get(i).tell(answers.get(i));
                    }
                    return null;
                });
    }

    private List<Step> next(@Nullable Throwable failure) {
        List<Step> lost = List.of();
        List<Step> next;
        synchronized (this) {
            if (failure != null) {
                lost = waiting;
                waiting = new ArrayList<>();
            }
            if (waiting.size() <= BATCH) {
                next = waiting;
                waiting = new ArrayList<>();
            } else {
                next = new ArrayList<>(waiting.subList(0, BATCH));
                waiting = new ArrayList<>(waiting.subList(BATCH, waiting.size()));
            }
            underWay = !next.isEmpty();
        }
        if (failure != null) {
            Throwable cause = Stages.unwrapped(failure);
            lost.forEach(step -> step.stage.completeExceptionally(cause));
        }
        return next;
    }

    /** One step, and who waits for it. */
    record Step(Call call, CompletableFuture<Answer> stage) {}
}
