package io.carillon.controlplane.rate;

import io.carillon.backplane.Allowances;
import io.carillon.backplane.Allowances.Grant;
import io.carillon.backplane.Allowances.Granted;
import io.carillon.backplane.Allowances.Kind;
import io.carillon.backplane.Allowances.Later;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one app has left of one kind, as far as this process knows. Any thread may call.
 *
 * <p>The process takes from the shared allowance in small batches, a twentieth of the rate, and asks for nothing while it has some
 * left or has been told to wait. What it took it uses within a second or not at all. So in any stretch of time all processes
 * together do no more than the allowance grants in it, and a twentieth of the rate more for each of them.
 *
 * <p>Who comes while the allowance is being asked stands in line: one question is under way at a time, for all of them.
 */
final class Rate {

    private static final int BATCHES_PER_SECOND = 20;
    private static final long HELD_MILLIS = 1_000;
    private static final CompletionStage<@Nullable Void> TAKEN = CompletableFuture.completedFuture(null);

    private final AppId app;
    private final Kind kind;
    private final Allowances allowances;
    private final InstantSource clock;

    // All of it guarded by this object's lock.
    private final Deque<Waiting> line = new ArrayDeque<>();
    private int perSecond;
    private boolean asking;
    private int left;
    private long takenAt;
    private int refusedCount;
    private long refusedAt;
    private long refusedUntil;

    Rate(AppId app, Kind kind, Allowances allowances, InstantSource clock) {
        this.app = app;
        this.kind = kind;
        this.allowances = allowances;
        this.clock = clock;
    }

    /**
     * Completes when so many are taken.
     *
     * @param limit the rate as the app has it now
     * @return fails with a refusal if there are not so many
     */
    CompletionStage<@Nullable Void> take(int count, int limit) {
        var mine = new Waiting(count);
        synchronized (this) {
            live(limit);
            long now = clock.millis();
            if (line.isEmpty()) {
                if (count <= left(now)) {
                    left -= count;
                    return TAKEN;
                }
                if (count >= refusedCount && isRefusedAt(now)) {
                    return CompletableFuture.failedFuture(refusal(now));
                }
            }
            line.add(mine);
            if (asking) {
                return mine.outcome;
            }
            asking = true;
        }
        ask();
        return mine.outcome;
    }

    private void live(int limit) {
        if (perSecond != limit) {
            perSecond = limit;
            left = 0;
            refusedUntil = 0;
        }
    }

    /** A clock that was set back takes what is held with it, and what was refused. */
    private int left(long now) {
        return now >= takenAt && now - takenAt < HELD_MILLIS ? left : 0;
    }

    private boolean isRefusedAt(long now) {
        return now >= refusedAt && now < refusedUntil;
    }

    private Refusal refusal(long now) {
        return Exceeded.refusal(app, kind, perSecond, now, Duration.ofMillis(Math.max(1, refusedUntil - now)));
    }

    private void ask() {
        int limit;
        int needed;
        int wanted;
        synchronized (this) {
            limit = perSecond;
            int has = left(clock.millis());
            needed = Math.max(1, line.getFirst().count - has);
            long all = line.stream().mapToLong(waiting -> waiting.count).sum() - has;
            wanted = (int) Math.min(Integer.MAX_VALUE, Math.max(Math.max(needed, limit / BATCHES_PER_SECOND), all));
        }
        allowances.take(app, kind, limit, needed, wanted).whenComplete(this::answered);
    }

    private void answered(@Nullable Grant grant, @Nullable Throwable failure) {
        List<Runnable> outcomes = new ArrayList<>();
        boolean more;
        synchronized (this) {
            long now = clock.millis();
            if (grant instanceof Granted granted) {
                left = left(now) + granted.count();
                takenAt = now;
                serve(outcomes);
            } else if (grant instanceof Later later) {
                // At least until a batch is there again, or those who keep asking would ask for each.
                long pause = Math.max(later.after().toMillis(), HELD_MILLIS / BATCHES_PER_SECOND);
                refusedCount = line.getFirst().count;
                refusedAt = now;
                refusedUntil = now + pause;
                refuse(refusal(now), outcomes);
            } else {
                line.forEach(waiting -> outcomes.add(() -> waiting.outcome.completeExceptionally(failure)));
                line.clear();
            }
            more = !line.isEmpty();
            asking = more;
        }
        outcomes.forEach(Runnable::run);
        if (more) {
            ask();
        }
    }

    private void serve(List<Runnable> outcomes) {
        while (!line.isEmpty() && line.getFirst().count <= left) {
            Waiting served = line.removeFirst();
            left -= served.count;
            outcomes.add(() -> served.outcome.complete(null));
        }
    }

    /** Who needs less than the one who was refused may be luckier. */
    private void refuse(Refusal refusal, List<Runnable> outcomes) {
        line.removeIf(waiting -> {
            boolean refused = waiting.count >= refusedCount;
            if (refused) {
                outcomes.add(() -> waiting.outcome.completeExceptionally(refusal));
            }
            return refused;
        });
    }

    private static final class Waiting {
        private final int count;
        private final CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();

        Waiting(int count) {
            this.count = count;
        }
    }
}
