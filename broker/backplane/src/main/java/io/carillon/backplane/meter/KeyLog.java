package io.carillon.backplane.meter;

import io.carillon.backplane.KeyUse;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which keys were used in this process: of each at most one use a minute is noticed, and the others cost a look into a table. */
public final class KeyLog {

    private static final long PAUSE = Duration.ofMinutes(1).toMillis();

    private final InstantSource clock;
    private final Map<AppKey, Long> noticed = new ConcurrentHashMap<>();
    private final Map<AppKey, KeyUse> fresh = new ConcurrentHashMap<>();

    public KeyLog(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Who used a key.
     *
     * @param address without port; null if it is not known
     * @param library how it called itself; null if it did not
     */
    public record User(@Nullable String address, @Nullable String library) {}

    /**
     * A key of the app was used. Any thread may call.
     *
     * @param user asked only if the use is noticed
     */
    public void used(AppId app, AppKey key, Supplier<User> user) {
        long now = clock.millis();
        Long before = noticed.get(key);
        if (before != null && Math.abs(now - before) < PAUSE) {
            return;
        }
        noticed.put(key, now);
        User by = user.get();
        fresh.put(key, new KeyUse(app, key, Instant.ofEpochMilli(now), by.address(), by.library()));
    }

    /** What was noticed and not taken before. One takes. */
    List<KeyUse> take() {
        long now = clock.millis();
        noticed.values().removeIf(at -> Math.abs(now - at) >= PAUSE);
        List<KeyUse> uses = new ArrayList<>();
        for (AppKey key : fresh.keySet()) {
            KeyUse use = fresh.remove(key);
            if (use != null) {
                uses.add(use);
            }
        }
        return uses;
    }

    /** What was taken could not be handed over. */
    void putBack(Collection<KeyUse> uses) {
        uses.forEach(use -> fresh.putIfAbsent(use.key(), use));
    }
}
