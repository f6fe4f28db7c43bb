package io.carillon.client.realtime;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What the app gave the client to call. */
final class AppFunction {

    private AppFunction() {}

    /** Calls it; one that throws rather than fails is treated alike. */
    static <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> function) {
        try {
            return function.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }
}
