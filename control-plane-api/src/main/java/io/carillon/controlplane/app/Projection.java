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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private static final int AT_ONCE = 500;
    private static final int CHANGES_AT_ONCE = 4;

    private final AppRows rows;
    private final Assembler assembler;
    private final AppDirectory directory;
    private final Registration losses;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "carillon-projection");
        thread.setDaemon(true);
        return thread;
    });
    private final ExecutorService changes = Executors.newFixedThreadPool(CHANGES_AT_ONCE, task -> {
        var thread = new Thread(task, "carillon-projection-change");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
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
            changes.submit(() -> bring(List.of(id), directory::put)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
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

    /** On the thread that calls, which waits for the database and the directory. */
    private void bring(List<String> ids, Function<App, CompletionStage<Void>> put) {
        List<Assembled> newest = assembler.assemble(ids);
        List<CompletableFuture<Void>> steps = new ArrayList<>(newest.size());
        List<Assembled> begun = new ArrayList<>(newest.size());
        for (Assembled app : newest) {
            if (canBeOpened(app)) {
                begun.add(app);
                steps.add(step(app, put).toCompletableFuture());
            }
        }
        List<Assembled> brought = new ArrayList<>(begun.size());
        for (int i = 0; i < steps.size(); i++) {
            try {
                steps.get(i).join();
                brought.add(begun.get(i));
            } catch (CompletionException later) {
                LOG.warn(
                        "app {} cannot be brought to the nodes just now: {}",
                        begun.get(i).id(),
                        later.getMessage());
            }
        }
        lookAgain(brought);
    }

    /** Told once: it is tried again with each round. */
    private boolean canBeOpened(Assembled newest) {
        SealBrokenException seal = newest.broken();
        if (seal == null) {
            broken.remove(newest.id());
            return true;
        }
        if (broken.add(newest.id())) {
            LOG.error("app {} stays as nodes know it: {}", newest.id(), seal.getMessage());
        }
        return false;
    }

    private CompletionStage<Void> step(Assembled newest, Function<App, CompletionStage<Void>> put) {
        App app = newest.app();
        if (app == null) {
            return directory.remove(AppId.of(newest.id()));
        }
        // An equal app is put too: one whose secrets were resealed equals what stands there under the old key.
        return newest.behind() ? directory.put(app) : put.apply(app);
    }

    /** Putting what is there already would make every broker read it anew. What cannot be read there is put as well. */
    private CompletionStage<Void> putIfDifferent(App app) {
        return directory
                .byId(app.id())
                .exceptionally(unreadable -> Optional.empty())
                .thenCompose(there ->
                        there.equals(Optional.of(app)) ? CompletableFuture.completedFuture(null) : directory.put(app));
    }

    private void lookAgain(List<Assembled> brought) {
        if (brought.isEmpty()) {
            return;
        }
        Map<String, Long> now = rows
                .versionsOf(brought.stream().map(Assembled::id).toList())
                .stream()
                .collect(Collectors.toMap(AppVersion::id, AppVersion::version));
        List<String> changed = new ArrayList<>();
        for (Assembled app : brought) {
            if (now.getOrDefault(app.id(), app.version()) != app.version()) {
                changed.add(app.id());
            } else if (app.behind()) {
                rows.projected(app.id(), app.version());
            }
        }
        if (!changed.isEmpty()) {
            bring(changed, directory::put);
        }
    }

    @PreDestroy
    void close() {
        losses.close();
        rounds.shutdownNow();
        changes.shutdownNow();
    }
}
