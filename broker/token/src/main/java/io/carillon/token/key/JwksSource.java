package io.carillon.token.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one issuer publishes. One fetch at a time, which all who wait for it share; never more fetches than the settings
 * allow, however many tokens name keys that there are not. While the URL fails, the keys that are there go on serving.
 */
final class JwksSource implements KeySource {

    private final Supplier<CompletionStage<KeySet>> fetch;
    private final JwksSettings settings;
    private final InstantSource clock;

    private @Nullable KeySet held;
    private Instant fetchedAt = Instant.MIN;
    private String lastFailure = "was not fetched yet";
    private boolean failing;
    private @Nullable CompletableFuture<KeySet> fetching;
    // When the allowance for fetches will be whole again.
    private Instant allowanceWhole = Instant.MIN;

    JwksSource(Supplier<CompletionStage<KeySet>> fetch, JwksSettings settings, InstantSource clock) {
        this.fetch = fetch;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<KeySet> keys(@Nullable String wanted) {
        Instant now = clock.instant();
        Duration age = held == null ? null : Duration.between(fetchedAt, now);
        KeySet keys = age == null || age.compareTo(settings.keptFor()) > 0 ? null : held;
        if (keys == null || age == null) {
            return fetched(now, null);
        }
        if (wanted != null && !keys.has(wanted)) {
            return fetched(now, keys);
        }
        if (age.compareTo(settings.refreshAfter()) < 0) {
            return CompletableFuture.completedStage(keys);
        }
        CompletionStage<KeySet> newer = fetched(now, keys);
        // While the URL fails nobody waits for it: what is there is as good as it gets.
        boolean waits = age.compareTo(settings.freshFor()) >= 0 && !failing;
        return waits ? newer : CompletableFuture.completedStage(keys);
    }

    /** What a fetch brings, or else the keys that are there. */
    private CompletionStage<KeySet> fetched(Instant now, @Nullable KeySet otherwise) {
        CompletableFuture<KeySet> running = fetching;
        if (running == null && !takeAllowance(now)) {
            return otherwise == null ? unavailable() : CompletableFuture.completedStage(otherwise);
        }
        if (running == null) {
            running = begin();
        }
        return otherwise == null ? running.copy() : running.exceptionally(failure -> otherwise);
    }

    private CompletionStage<KeySet> unavailable() {
        return CompletableFuture.failedStage(new KeysUnavailableException(lastFailure));
    }

    private boolean takeAllowance(Instant now) {
        Instant from = allowanceWhole.isBefore(now) ? now : allowanceWhole;
        if (Duration.between(now, from).compareTo(settings.interval().multipliedBy(settings.burst() - 1L)) > 0) {
            return false;
        }
        allowanceWhole = from.plus(settings.interval());
        return true;
    }

    private CompletableFuture<KeySet> begin() {
        var running = new CompletableFuture<KeySet>();
        fetching = running;
        var unused = fetch.get().whenComplete((keys, failure) -> settle(running, keys, failure));
        return running;
    }

    /** First what is known, then those who wait: whoever asks from there must not find the fetch still running. */
    private void settle(CompletableFuture<KeySet> running, @Nullable KeySet keys, @Nullable Throwable failure) {
        KeysUnavailableException why = failure == null ? null : KeysUnavailableException.of(failure);
        synchronized (this) {
            fetching = null;
            failing = why != null;
            if (why == null) {
                held = keys;
                fetchedAt = clock.instant();
            } else {
                lastFailure = String.valueOf(why.getMessage());
            }
        }
        if (why == null) {
            running.complete(keys);
        } else {
            running.completeExceptionally(why);
        }
    }
}
