package io.carillon.controlplane.firstapp;

import io.carillon.backplane.App;
import io.carillon.backplane.AppDirectory;
import io.carillon.backplane.Registration;
import io.carillon.process.refusal.StartRefusedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an app in the directory: puts it there, and again whenever what was put may be gone. */
public final class Projection implements Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final App app;
    private final AppDirectory directory;
    private final Executor afterPause;
    private final Registration losses;
    private volatile boolean closed;

    private Projection(App app, AppDirectory directory, Duration pause) {
        this.app = app;
        this.directory = directory;
        this.afterPause = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
        this.losses = directory.onLoss(this::putAgain);
    }

    /**
     * Puts the app, and returns when every node can find it.
     *
     * @throws StartRefusedException {@code first_app_refused} if it cannot be in this directory
     */
    public static Projection of(App app, AppDirectory directory) {
        return of(app, directory, PAUSE);
    }

    /** @param pause before it is tried again to put an app that could not be put */
    static Projection of(App app, AppDirectory directory, Duration pause) {
        var projection = new Projection(app, directory, pause);
        try {
            directory.put(app).toCompletableFuture().join();
            return projection;
        } catch (CompletionException failed) {
            projection.close();
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new StartRefusedException(
                    "first_app_refused",
                    "The first app cannot be set up: " + cause.getMessage()
                            + ". Give it an id and a key that no other app has, or try again if Redis was away.");
        }
    }

    private void putAgain() {
        if (closed) {
            return;
        }
        var unused = directory.put(app).handle((done, failure) -> {
            if (failure == null) {
                LOG.warn("app {} was lost and is in the directory again", app.id());
            } else {
                LOG.warn(
                        "app {} was lost and cannot be put into the directory yet: {}", app.id(), failure.getMessage());
                afterPause.execute(this::putAgain);
            }
            return null;
        });
    }

    @Override
    public void close() {
        closed = true;
        losses.close();
    }
}
