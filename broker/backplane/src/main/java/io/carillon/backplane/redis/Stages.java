package io.carillon.backplane.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Stages as callers know them: failed with the failure itself, not with what some stage between wrapped it in. */
final class Stages {

    private Stages() {}

    static <A, T> CompletionStage<T> of(CompletionStage<A> stage, Function<A, T> reading) {
        var outcome = new CompletableFuture<T>();
        var unused = stage.whenComplete((answer, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(unwrapped(failure));
                return;
            }
            try {
                outcome.complete(reading.apply(answer));
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    static <A> CompletionStage<Void> done(CompletionStage<A> stage) {
        var outcome = new CompletableFuture<Void>();
        var unused = stage.whenComplete((answer, failure) -> {
            if (failure == null) {
                outcome.complete(null);
            } else {
                outcome.completeExceptionally(unwrapped(failure));
            }
        });
        return outcome;
    }

    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? unwrapped(cause) : failure;
    }
}
