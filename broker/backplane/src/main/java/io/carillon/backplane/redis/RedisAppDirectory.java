package io.carillon.backplane.redis;

import io.carillon.backplane.App;
import io.carillon.backplane.AppDirectory;
import io.carillon.backplane.BackplaneUnavailableException;
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
            return known.asked();
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
            remember(app.id(), Known.of(app, answer.number(1)));
            // Not only from its news, which may be missed: an empty Redis is known by its lower version.
            version.accumulateAndGet(answer.number(1), Math::max);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> remove(AppId id) {
        return Stages.of(shards.link().run(Call.of(Script.APP_REMOVE, keysToWrite(id), id)), answer -> {
            if (answer.says("done")) {
                remember(id, Known.of(null, answer.number(1)));
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
            apps.replaceAll((id, app) -> app.at(0));
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
            Known now = known(answer);
            remember(id, now);
            boolean differs = before != null && !before.at(0).equals(now.at(0));
            if (isNews || differs) {
                tellers.execute(() -> tell(id));
            }
        });
    }

    private CompletionStage<Optional<App>> read(String id, String key) {
        return shards.link().run(get(id, key)).thenCompose(answer -> {
            Known known = known(answer);
            if (isThere(answer)) {
                remember(AppId.of(answer.text(1)), known);
            }
            return known.asked();
        });
    }

    private static boolean isThere(Answer answer) {
        return answer.size() > 1;
    }

    private Known known(Answer answer) {
        long at = answer.number(0);
        if (!isThere(answer)) {
            return Known.of(null, at);
        }
        try {
            return Known.of(form.read(answer.bytes(2)), at);
        } catch (RuntimeException unreadable) {
            // Whatever is wrong with this app, all others are to be found.
            return Known.unreadable(String.valueOf(unreadable.getMessage()), at);
        }
    }

    /** Keeps what was read, unless something later is known: answers may overtake each other. */
    private void remember(AppId id, Known read) {
        apps.compute(id, (same, known) -> {
            if (known != null && known.version() > read.version()) {
                return known;
            }
            if (read.fault() != null && (known == null || known.fault() == null)) {
                LOG.log(
                        Level.ERROR,
                        "app {0} cannot be read, and is treated as if Redis were away until it is written again: {1}",
                        id,
                        read.fault());
            }
            return read;
        });
        if (read.app() != null) {
            for (KeyPair pair : read.app().keys()) {
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
     * @param app null if it is not there, or cannot be read
     * @param fault why it cannot be read; null if it can
     * @param version of the directory when it was read
     */
    private record Known(@Nullable App app, @Nullable String fault, long version) {

        static Known of(@Nullable App app, long version) {
            return new Known(app, null, version);
        }

        /** Not the last that could be read: it may have had a key that was revoked since. */
        static Known unreadable(String fault, long version) {
            return new Known(null, fault, version);
        }

        Known at(long other) {
            return new Known(app, fault, other);
        }

        CompletionStage<Optional<App>> asked() {
            return fault == null
                    ? CompletableFuture.completedStage(Optional.ofNullable(app))
                    : CompletableFuture.failedStage(
                            new BackplaneUnavailableException("an app cannot be read from Redis: " + fault));
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
