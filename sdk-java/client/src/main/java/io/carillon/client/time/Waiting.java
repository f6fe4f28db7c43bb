package io.carillon.client.time;

import io.carillon.client.ClientError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Futures as callers meet them: begun, awaited, and with the failure itself. */
public final class Waiting {

    private static final System.Logger LOG = System.getLogger("io.carillon.client");

    private Waiting() {}

    /**
     * What the future comes to. What it fails with is thrown as it is, so that callers see one kind of exception whichever twin they use.
     *
     * @throws io.carillon.client.CarillonException what it failed with, {@code timeout} or {@code interrupted}
     */
    public static <T> T on(CompletableFuture<T> future, Duration atMost) {
        return on(future, atMost, "There was no answer within " + atMost.toMillis() + " ms.");
    }

    /** The same, with words of the caller's for {@code timeout}. */
    public static <T> T on(CompletableFuture<T> future, Duration atMost, String late) {
        try {
            return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ClientError.INTERRUPTED.because("The thread was interrupted while it waited.", e);
        } catch (TimeoutException e) {
            throw ClientError.TIMEOUT.because(late, e);
        } catch (ExecutionException e) {
            throw unchecked(unwrap(e));
        }
    }

    /**
     * A future of the caller's own, which comes to the same. What the caller does to it touches nobody else, and what the caller does next is done
     * on this executor: it may take its time. An executor that takes nothing more is done without.
     */
    public static <T> CompletableFuture<T> copyOf(CompletableFuture<T> future, Executor executor) {
        var copy = new CompletableFuture<T>();
        then(future, (value, failure) -> {
            try {
                executor.execute(() -> settle(copy, value, failure));
            } catch (RejectedExecutionException closed) {
                settle(copy, value, failure);
            }
        });
        return copy;
    }

    /**
     * Calls back with what the future comes to: its value, or the failure itself. One of the two is null, but for futures of nothing. What the
     * callback throws is a fault of ours, and is logged: nobody looks at the future in which it would end up.
     */
    public static <T> void then(CompletableFuture<T> future, BiConsumer<? super T, @Nullable Throwable> callback) {
        var unused = future.handle((value, failure) -> {
            try {
                callback.accept(value, failure == null ? null : unwrap(failure));
            } catch (RuntimeException fault) {
                LOG.log(System.Logger.Level.ERROR, "What follows on an answer failed.", fault);
            }
            return null;
        });
    }

    /** Lets the future come to this value, or fail if there is a failure. */
    public static <T> void settle(CompletableFuture<T> future, T value, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(value);
        } else {
            future.completeExceptionally(failure);
        }
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
