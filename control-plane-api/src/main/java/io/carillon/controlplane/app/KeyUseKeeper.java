package io.carillon.controlplane.app;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.KeyUse;
import io.carillon.backplane.KeyUses;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Keeps when and by whom each key was last used, as the nodes have noticed it. */
@Singleton
public final class KeyUseKeeper {

    private static final int AT_ONCE = 100;

    private final AppRows apps;
    private final KeyRows keys;
    private final KeyUses uses;

    // So that the database is not told again of what it knows.
    private final Map<AppKey, Instant> kept = new HashMap<>();

    KeyUseKeeper(AppRows apps, KeyRows keys, Backplane backplane) {
        this.apps = apps;
        this.keys = keys;
        this.uses = backplane.keyUses();
    }

    /** Looks at all apps. Called by one thread; fails if what the nodes share cannot be reached. */
    public void run() {
        for (String after = ""; ; ) {
            List<String> ids = apps.idsAfter(after, AT_ONCE);
            if (ids.isEmpty()) {
                return;
            }
            List<CompletableFuture<List<KeyUse>>> asked = ids.stream()
                    .map(id -> uses.lastUses(AppId.of(id)).toCompletableFuture())
                    .toList();
            asked.forEach(answer -> answer.join().forEach(this::keep));
            after = ids.get(ids.size() - 1);
        }
    }

    private void keep(KeyUse use) {
        if (!use.at().equals(kept.get(use.key()))) {
            keys.used(use.key().value(), use.at(), use.address(), use.library());
            kept.put(use.key(), use.at());
        }
    }
}
