package io.carillon.backplane.memory;

import io.carillon.backplane.App;
import io.carillon.backplane.AppDirectory;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Registration;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The apps. Listeners are called by the thread that put or removed, when nothing is locked. May be called by any thread. */
final class MemoryAppDirectory implements AppDirectory {

    private static final System.Logger LOG = System.getLogger(MemoryAppDirectory.class.getName());

    private final Map<AppId, App> apps = new ConcurrentHashMap<>();
    // Only a hint where to look: whether the app has the key is for the app to say, so a put is one step for readers.
    private final Map<AppKey, AppId> owners = new ConcurrentHashMap<>();
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Optional<App>> byKey(AppKey key) {
        return Stages.of(() -> Optional.ofNullable(ownerOf(key)));
    }

    @Override
    public CompletionStage<Optional<App>> byId(AppId id) {
        return Stages.of(() -> Optional.ofNullable(apps.get(id)));
    }

    @Override
    public CompletionStage<Void> put(App app) {
        return Stages.done(() -> {
            replace(app);
            tell(app.id());
        });
    }

    @Override
    public CompletionStage<Void> remove(AppId id) {
        return Stages.done(() -> {
            if (takeAway(id)) {
                tell(id);
            }
        });
    }

    @Override
    public Registration onChange(Consumer<AppId> listener) {
        Listening listening = new Listening(listener);
        listeners.add(listening);
        return listening;
    }

    /** What is put here stays: nobody is ever called. */
    @Override
    public Registration onLoss(Runnable listener) {
        return () -> {};
    }

    private @Nullable App ownerOf(AppKey key) {
        AppId id = owners.get(key);
        App app = id == null ? null : apps.get(id);
        return app == null || app.secretOf(key) == null ? null : app;
    }

    private synchronized void replace(App app) {
        for (KeyPair pair : app.keys()) {
            App owner = ownerOf(pair.key());
            if (owner != null && !owner.id().equals(app.id())) {
                throw new IllegalStateException("key " + pair.key() + " belongs to app " + owner.id()
                        + " and cannot be a key of app " + app.id() + " as well");
            }
        }
        for (KeyPair pair : app.keys()) {
            owners.put(pair.key(), app.id());
        }
        forgetOwner(apps.put(app.id(), app), app);
    }

    private synchronized boolean takeAway(AppId id) {
        App before = apps.remove(id);
        forgetOwner(before, null);
        return before != null;
    }

    private void forgetOwner(@Nullable App before, @Nullable App after) {
        if (before == null) {
            return;
        }
        for (KeyPair pair : before.keys()) {
            if (after == null || after.secretOf(pair.key()) == null) {
                owners.remove(pair.key());
            }
        }
    }

    private void tell(AppId id) {
        for (Listening listening : listeners) {
            try {
                listening.listener.accept(id);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener failed when it was told that app " + id + " had changed", e);
            }
        }
    }

    private final class Listening implements Registration {

        private final Consumer<AppId> listener;

        private Listening(Consumer<AppId> listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
