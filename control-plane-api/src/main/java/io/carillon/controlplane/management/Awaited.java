package io.carillon.controlplane.management;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What others are still at, for threads that may wait. */
public final class Awaited {

    private Awaited() {}

    /** The result, once it is there; fails as the stage does. */
    public static <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
