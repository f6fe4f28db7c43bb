package io.carillon.client.time;

import io.carillon.client.ClientError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Futures as callers meet them: begun, awaited, and with the failure itself. */
public final class Waiting {

    private Waiting() {}

    /**
     * What the future comes to. What it fails with is thrown as it is, so that callers see one kind of exception whichever twin they use.
     *
     * @throws io.carillon.client.CarillonException what it failed with, {@code timeout} or {@code interrupted}
     */
    public static <T> T on(CompletableFuture<T> future, Duration atMost) {
        try {
            return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ClientError.INTERRUPTED.because("The thread was interrupted while it waited.", e);
        } catch (TimeoutException e) {
            throw ClientError.TIMEOUT.because("There was no answer within " + atMost.toMillis() + " ms.", e);
        } catch (ExecutionException e) {
            throw unchecked(unwrap(e));
        }
    }

    /**
     * A future of the caller's own, which comes to the same. What the caller does to it touches nobody else, and what the caller does next is done
     * on this executor: it may take its time.
     */
    public static <T> CompletableFuture<T> copyOf(CompletableFuture<T> future, Executor executor) {
        var copy = new CompletableFuture<T>();
        future.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        copy.complete(value);
                    } else {
                        copy.completeExceptionally(unwrap(failure));
                    }
                },
                executor);
        return copy;
    }

    /** Calls what answers with a future; if it throws instead, that is treated as a failure like any other. */
    public static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> function) {
        try {
            return function.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** The failure itself, without what futures wrap around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapped && cause != null ? unwrap(cause) : failure;
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new CompletionException(failure);
    }
}
