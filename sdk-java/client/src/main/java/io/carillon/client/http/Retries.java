package io.carillon.client.http;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.time.Backoff;
import io.carillon.client.time.Timer;
import io.carillon.client.time.Waiting;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Tries again what is safe to repeat, until it is closed. */
public final class Retries implements AutoCloseable {

    private final int attempts;
    private final Backoff backoff;
    private final Duration longestRetryAfter;
    private final Timer timer;
    private final RandomGenerator random;
    private final Set<Run<?>> pausing = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * With pauses by chance.
     *
     * @param attempts in all, the first included
     * @param longestRetryAfter whoever asks to wait longer is answered by giving up
     */
    public Retries(int attempts, Backoff backoff, Duration longestRetryAfter, Timer timer) {
        // Each thread has its own, and the timer's thread is the one that asks.
        this(
                attempts,
                backoff,
                longestRetryAfter,
                timer,
                () -> ThreadLocalRandom.current().nextLong());
    }

    Retries(int attempts, Backoff backoff, Duration longestRetryAfter, Timer timer, RandomGenerator random) {
        this.attempts = attempts;
        this.backoff = backoff;
        this.longestRetryAfter = longestRetryAfter;
        this.timer = timer;
        this.random = random;
    }

    /**
     * Attempts until one succeeds, fails for good, or was the last.
     *
     * @param repeatable whether the server knows a repetition when it sees one; otherwise an attempt is repeated only if it is certain that it
     *     was not carried out
     */
    public <T> CompletableFuture<T> run(boolean repeatable, Supplier<CompletableFuture<T>> attempt) {
        var outcome = new CompletableFuture<T>();
        new Run<>(repeatable, attempt, outcome).attempt(1);
        return outcome;
    }

    /** Nothing is tried again: what waits for another attempt fails with {@code closed}, what is at one ends with it. */
    @Override
    public void close() {
        closed = true;
        pausing.forEach(Run::giveUp);
    }

    private final class Run<T> {

        private final boolean repeatable;
        private final Supplier<CompletableFuture<T>> action;
        private final CompletableFuture<T> outcome;
        private volatile @Nullable Throwable last;

        Run(boolean repeatable, Supplier<CompletableFuture<T>> action, CompletableFuture<T> outcome) {
            this.repeatable = repeatable;
            this.action = action;
            this.outcome = outcome;
        }

        void attempt(int number) {
            Waiting.begin(action).whenComplete((done, failure) -> {
                if (failure == null) {
                    outcome.complete(done);
                } else {
                    failed(number, Waiting.unwrap(failure));
                }
            });
        }

        private void failed(int number, Throwable failure) {
            if (number >= attempts || !(failure instanceof CarillonException refused) || !mayRepeat(refused)) {
                outcome.completeExceptionally(failure);
                return;
            }
            // What the server asks for, and a pause by chance on top: all who were sent away got the same number.
            Duration pause = refused.retryAfter().orElse(Duration.ZERO).plus(backoff.pause(number, random));
            last = failure;
            pausing.add(this);
            timer.after(pause, () -> {
                if (pausing.remove(this)) {
                    attempt(number + 1);
                }
            });
            // Looked at last: a timer that is closed wakes nobody.
            if (closed) {
                giveUp();
            }
        }

        private void giveUp() {
            if (pausing.remove(this)) {
                outcome.completeExceptionally(
                        ClientError.CLOSED.because("It was closed before another attempt, after: " + last, last));
            }
        }

        private boolean mayRepeat(CarillonException refused) {
            return refused.retriable()
                    && refused.retryAfter().orElse(Duration.ZERO).compareTo(longestRetryAfter) <= 0
                    && (repeatable || wasNotCarriedOut(refused));
        }
    }

    private static boolean wasNotCarriedOut(CarillonException refused) {
        return refused.status() == 429 || refused.code().equals(ClientError.UNREACHABLE.code());
    }
}
