package io.carillon.backplane.redis;

import io.carillon.backplane.App;
import io.carillon.backplane.AppDirectory;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Registration;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The apps, in Redis, and those that this process has asked for, here. Each change has the next version and is told to every
 * process; because that may be missed, the version is asked for every second as well ({@link #check}).
 *
 * <p>May be used by any thread. Listeners are called by the given executor, one after the other.
 */
final class RedisAppDirectory implements AppDirectory, Ear.Listener {

    private static final System.Logger LOG = System.getLogger(RedisAppDirectory.class.getName());

    private final Shards shards;
    private final Keys keys;
    private final AppForm form;
    private final Executor tellers;
    private final Map<AppId, Known> apps = new ConcurrentHashMap<>();
    // Only a hint where to look: whether the app has the key is for the app to say.
    private final Map<AppKey, AppId> owners = new ConcurrentHashMap<>();
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private final List<Mourning> mourners = new CopyOnWriteArrayList<>();
    private final AtomicLong version = new AtomicLong();
    private volatile boolean answered = true;

    RedisAppDirectory(Shards shards, AppForm form, Executor tellers) {
        this.shards = shards;
        this.keys = shards.keys();
        this.form = form;
        this.tellers = tellers;
    }

    @Override
    public CompletionStage<Optional<App>> byKey(AppKey key) {
        AppId id = owners.get(key);
        Known known = id == null ? null : apps.get(id);
        if (known != null && known.app() != null && known.app().secretOf(key) != null) {
            return CompletableFuture.completedFuture(Optional.of(known.app()));
        }
        return Stages.of(read("", key.value()), app -> app.filter(there -> there.secretOf(key) != null));
    }

    @Override
    public CompletionStage<Optional<App>> byId(AppId id) {
        Known known = apps.get(id);
        if (known != null) {
            return CompletableFuture.completedFuture(Optional.ofNullable(known.app()));
        }
        return Stages.of(read(id.value(), ""), app -> app);
    }

    @Override
    public CompletionStage<Void> put(App app) {
        Object[] args = new Object[app.keys().size() + 2];
        args[0] = app.id();
        args[1] = form.write(app);
        for (int i = 0; i < app.keys().size(); i++) {
            args[i + 2] = app.keys().get(i).key();
        }
        return Stages.of(shards.link().run(Call.of(Script.APP_PUT, keysToWrite(app.id()), args)), answer -> {
            if (answer.says("taken")) {
                throw new IllegalStateException("key " + answer.text(1) + " belongs to app " + answer.text(2)
                        + " and cannot be a key of app " + app.id() + " as well");
            }
            remember(app.id(), app, answer.number(1));
            // Not only from its news, which may be missed: an empty Redis is known by its lower version.
            version.accumulateAndGet(answer.number(1), Math::max);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> remove(AppId id) {
        return Stages.of(shards.link().run(Call.of(Script.APP_REMOVE, keysToWrite(id), id)), answer -> {
            if (answer.says("done")) {
                remember(id, null, answer.number(1));
            }
            return null;
        });
    }

    @Override
    public Registration onChange(Consumer<AppId> listener) {
        var listening = new Listening(listener);
        listeners.add(listening);
        return listening;
    }

    @Override
    public Registration onLoss(Runnable listener) {
        var mourning = new Mourning(listener);
        mourners.add(mourning);
        return mourning;
    }

    /** Whether the last question after the version had an answer. */
    boolean isAnswered() {
        return answered;
    }

    /** A change was told: its version, a blank, and the app. */
    @Override
    public void hear(byte[] message) {
        try {
            var fields = new Fields.Reader(message, 0);
            long changed = fields.numberUpTo(' ');
            var id = AppId.of(
                    new String(message, fields.position(), message.length - fields.position(), StandardCharsets.UTF_8));
            version.accumulateAndGet(changed, Math::max);
            refresh(id, true);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the news of a changed app was rejected: {0}", e.getMessage());
        }
    }

    @Override
    public void returned() {
        check();
    }

    /** Asks whether a change was missed, and if so reads everything again that is known here. */
    void check() {
        // Taken before the question: a change of ours may overtake the answer, and is no loss.
        long known = version.get();
        var unused = shards.link().run(get("", "")).handle((answer, failure) -> {
            answered = failure == null;
            if (failure == null) {
                compare(known, answer.number(0));
            }
            return null;
        });
    }

    private void compare(long known, long now) {
        // Whoever takes the step from the one to the other tells of it, once.
        if (now == known || !version.compareAndSet(known, now)) {
            return;
        }
        if (now < known) {
            LOG.log(
                    Level.WARNING,
                    "Redis has lost apps, or all of them: its directory went back from version {0} to {1}",
                    known,
                    now);
            // What was read before must not outrank what is written from now on.
            apps.replaceAll((id, app) -> new Known(app.app(), 0));
            tellers.execute(this::mourn);
        }
        // An empty directory says nothing about any app: the control plane will write it again.
        if (now > 0) {
            List.copyOf(apps.keySet()).forEach(id -> refresh(id, false));
        }
    }

    /** Reads an app that may have changed; then tells the listeners. What cannot be read now is asked for when it is needed. */
    private void refresh(AppId id, boolean isNews) {
        Known before = apps.get(id);
        var unused = shards.link().run(get(id.value(), "")).whenComplete((answer, failure) -> {
            if (failure != null) {
                return;
            }
            App app = appIn(answer);
            remember(id, app, answer.number(0));
            boolean differs =
                    before != null && !Optional.ofNullable(before.app()).equals(Optional.ofNullable(app));
            if (isNews || differs) {
                tellers.execute(() -> tell(id));
            }
        });
    }

    private CompletableFuture<Optional<App>> read(String id, String key) {
        return shards.link().run(get(id, key)).thenApply(answer -> {
            App app = appIn(answer);
            if (app != null) {
                remember(app.id(), app, answer.number(0));
            }
            return Optional.ofNullable(app);
        });
    }

    private @Nullable App appIn(Answer answer) {
        return answer.size() == 1 ? null : form.read(answer.bytes(2));
    }

    /** Keeps what was read, unless something later is known: answers may overtake each other. */
    private void remember(AppId id, @Nullable App app, long at) {
        apps.compute(id, (same, known) -> known != null && known.version() > at ? known : new Known(app, at));
        if (app != null) {
            for (KeyPair pair : app.keys()) {
                owners.put(pair.key(), id);
            }
        }
    }

    private Call get(String id, String key) {
        return Call.of(Script.APP_GET, List.of(keys.apps(), keys.owners(), keys.version()), id, key);
    }

    private List<String> keysToWrite(AppId id) {
        List<String> all = new ArrayList<>(List.of(keys.apps(), keys.owners()));
        all.addAll(List.of(keys.keysOf(id), keys.version(), keys.changes()));
        return all;
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

    private void mourn() {
        for (Mourning mourning : mourners) {
            try {
                mourning.listener.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener failed when it was told that apps may be gone", e);
            }
        }
    }

    /**
     * What is known of an app.
     *
     * @param app null if it is not there
     * @param version of the directory when it was read
     */
    private record Known(@Nullable App app, long version) {}

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

    private final class Mourning implements Registration {

        private final Runnable listener;

        private Mourning(Runnable listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            mourners.remove(this);
        }
    }
}
