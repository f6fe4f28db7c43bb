package io.carillon.client.time;

import io.carillon.client.ClientError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The blocking twin of a future. */
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

    /** A future of the caller's own, which comes to the same; what the caller does to it touches nobody else. */
    public static <T> CompletableFuture<T> copyOf(CompletableFuture<T> future) {
        var copy = new CompletableFuture<T>();
        future.whenComplete((value, failure) -> {
            if (failure == null) {
                copy.complete(value);
            } else {
                copy.completeExceptionally(unwrap(failure));
            }
        });
        return copy;
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
