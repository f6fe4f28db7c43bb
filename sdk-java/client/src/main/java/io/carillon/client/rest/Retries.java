package io.carillon.client.rest;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.time.Timer;
import io.carillon.client.time.Waiting;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Tries again what is safe to repeat. */
final class Retries {

    private final RetryPolicy policy;
    private final Timer timer;
    private final RandomGenerator random;

    Retries(RetryPolicy policy, Timer timer, RandomGenerator random) {
        this.policy = policy;
        this.timer = timer;
        this.random = random;
    }

    /**
     * Attempts until one succeeds, fails for good, or was the last.
     *
     * @param repeatable whether the server knows a repetition when it sees one; otherwise an attempt is repeated only if it is certain that it
     *     was not carried out
     */
    <T> CompletableFuture<T> run(boolean repeatable, Supplier<CompletableFuture<T>> attempt) {
        var outcome = new CompletableFuture<T>();
        new Run<>(repeatable, attempt, outcome).attempt(1);
        return outcome;
    }

    private final class Run<T> {

        private final boolean repeatable;
        private final Supplier<CompletableFuture<T>> action;
        private final CompletableFuture<T> outcome;

        Run(boolean repeatable, Supplier<CompletableFuture<T>> action, CompletableFuture<T> outcome) {
            this.repeatable = repeatable;
            this.action = action;
            this.outcome = outcome;
        }

        void attempt(int number) {
            Waiting.then(Waiting.begin(action), (done, failure) -> {
                if (failure == null) {
                    outcome.complete(done);
                } else {
                    failed(number, failure);
                }
            });
        }

        private void failed(int number, Throwable failure) {
            if (number >= policy.attempts() || !(failure instanceof CarillonException refused) || !mayRepeat(refused)) {
                outcome.completeExceptionally(failure);
                return;
            }
            // What the server asks for, and a pause by chance on top: all who were sent away got the same number.
            Duration pause = refused.retryAfter()
                    .orElse(Duration.ZERO)
                    .plus(policy.backoff().pause(number, random));
            timer.after(pause, () -> attempt(number + 1));
        }

        private boolean mayRepeat(CarillonException refused) {
            return refused.retriable()
                    && refused.retryAfter().orElse(Duration.ZERO).compareTo(policy.longestRetryAfter()) <= 0
                    && (repeatable || wasNotCarriedOut(refused));
        }
    }

    private static boolean wasNotCarriedOut(CarillonException refused) {
        return refused.status() == 429 || refused.code().equals(ClientError.UNREACHABLE.code());
    }
}
