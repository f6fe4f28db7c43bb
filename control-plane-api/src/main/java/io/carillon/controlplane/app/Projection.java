package io.carillon.controlplane.app;

import io.carillon.backplane.App;
import io.carillon.backplane.AppDirectory;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.Registration;
import io.carillon.backplane.seal.SealBrokenException;
import io.carillon.controlplane.app.Assembler.Assembled;
import io.carillon.protocol.AppId;
import io.micronaut.context.annotation.Context;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is kept in the database into the directory that brokers read. Each change is brought at once by whoever makes it; what
 * could not be brought then, or was changed by a process that died, is found within a second by its version, and everything is brought
 * again when the directory was lost.
 *
 * <p>Two processes may bring the same app at once, the older state last. So whoever has brought one looks whether it still is the
 * newest, and if not brings the app again: the last to look has brought the last.
 */
@Context
public final class Projection {

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

    private static final Duration ROUND = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 100;

    private final AppRows rows;
    private final Assembler assembler;
    private final AppDirectory directory;
    private final Registration losses;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "carillon-projection");
        thread.setDaemon(true);
        return thread;
    });
    // Others than the round's thread, which waits for them.
    private final ExecutorService lookers = Executors.newFixedThreadPool(2, task -> {
        var thread = new Thread(task, "carillon-projection-look");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean lost;

    /** Returns when every app is in the directory that can be brought there: the ports open after that. */
    Projection(AppRows rows, Assembler assembler, Backplane backplane, FirstApps first, MasterKeyCheck check) {
        this.rows = rows;
        this.assembler = assembler;
        this.directory = backplane.apps();
        check.pass();
        keep(first);
        bringAll(this::putIfDifferent);
        this.losses = directory.onLoss(() -> lost = true);
        rounds.scheduleWithFixedDelay(this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Of two processes that begin at once with an empty database, the second finds what the first has made. */
    private static void keep(FirstApps first) {
        try {
            first.keep();
        } catch (DataAccessException anotherWasFaster) {
            first.keep();
        }
    }

    /**
     * Brings an app that was changed, and returns when every node can find its new state; or, if that takes too long, while it is
     * still being tried. Called after the change was committed.
     */
    public void bring(String id) {
        try {
            bringOnce(id, directory::put).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception later) {
            LOG.warn("app {} was changed, and nodes do not know it yet: {}", id, later.getMessage());
        }
    }

    private void round() {
        try {
            if (lost) {
                lost = false;
                bringAll(directory::put);
            }
            bring(rows.idsBehind(AT_ONCE), directory::put);
        } catch (RuntimeException later) {
            LOG.warn("apps cannot be brought to the nodes just now: {}", later.getMessage());
        }
    }

    private void bringAll(Function<App, CompletionStage<Void>> put) {
        long began = System.nanoTime();
        int count = 0;
        for (String after = ""; ; ) {
            List<String> ids = rows.idsAfter(after, AT_ONCE);
            if (ids.isEmpty()) {
                break;
            }
            bring(ids, put);
            count += ids.size();
            after = ids.get(ids.size() - 1);
        }
        LOG.info("{} apps are in the directory, after {} ms", count, (System.nanoTime() - began) / 1_000_000);
    }

    private void bring(List<String> ids, Function<App, CompletionStage<Void>> put) {
        List<CompletableFuture<Void>> brought = new ArrayList<>(ids.size());
        for (String id : ids) {
            brought.add(bringOnce(id, put).exceptionally(failure -> {
                LOG.warn("app {} cannot be brought to the nodes just now: {}", id, failure.getMessage());
                return null;
            }));
        }
        brought.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Void> bringOnce(String id, Function<App, CompletionStage<Void>> put) {
        Optional<Assembled> newest;
        try {
            newest = assembler.assemble(id);
        } catch (SealBrokenException sealed) {
            LOG.error("app {} stays as nodes know it: {}", id, sealed.getMessage());
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException unread) {
            return CompletableFuture.failedFuture(unread);
        }
        if (newest.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        App app = newest.get().app();
        CompletionStage<Void> step = app == null
                ? directory.remove(AppId.of(id))
                // An equal app is put too: one whose secrets were resealed equals what stands there under the old key.
                : newest.get().behind() ? directory.put(app) : put.apply(app);
        return step.toCompletableFuture().thenComposeAsync(done -> lookAgain(id, newest.get()), lookers);
    }

    /** Putting what is there already would make every broker read it anew. What cannot be read there is put as well. */
    private CompletionStage<Void> putIfDifferent(App app) {
        return directory
                .byId(app.id())
                .exceptionally(unreadable -> Optional.empty())
                .thenCompose(there ->
                        there.equals(Optional.of(app)) ? CompletableFuture.completedFuture(null) : directory.put(app));
    }

    private CompletableFuture<Void> lookAgain(String id, Assembled brought) {
        try {
            long now = rows.versionOf(id).orElse(brought.version());
            if (now != brought.version()) {
                return bringOnce(id, directory::put);
            }
            rows.projected(id, now);
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException unread) {
            throw new CompletionException(unread);
        }
    }

    @PreDestroy
    void close() {
        losses.close();
        rounds.shutdownNow();
        lookers.shutdownNow();
    }
}
