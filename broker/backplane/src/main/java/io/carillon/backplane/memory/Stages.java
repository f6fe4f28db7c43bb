package io.carillon.backplane.memory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Answers that are there at once. What a step throws becomes a failed stage, as callers of a distant backplane know it. */
final class Stages {

    private Stages() {}

    static <T> CompletionStage<T> of(Supplier<T> step) {
        try {
            return CompletableFuture.completedFuture(step.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    static CompletionStage<Void> done(Runnable step) {
        try {
            step.run();
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
