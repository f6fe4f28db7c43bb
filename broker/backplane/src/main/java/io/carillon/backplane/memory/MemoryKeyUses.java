package io.carillon.backplane.memory;

import io.carillon.backplane.KeyUse;
import io.carillon.backplane.KeyUses;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** When keys were last used. They go with the process, and what is kept for a year elsewhere has no need to be cleared here. */
final class MemoryKeyUses implements KeyUses {

    private static final Comparator<KeyUse> BY_TIME = Comparator.comparing(KeyUse::at);

    private final Map<AppId, Map<AppKey, KeyUse>> uses = new HashMap<>();

    @Override
    public CompletionStage<Void> used(Collection<KeyUse> news) {
        return Stages.done(() -> keep(news));
    }

    @Override
    public CompletionStage<List<KeyUse>> lastUses(AppId app) {
        return Stages.of(() -> of(app));
    }

    private synchronized void keep(Collection<KeyUse> news) {
        for (KeyUse use : news) {
            Map<AppKey, KeyUse> ofApp = uses.computeIfAbsent(use.app(), app -> new HashMap<>());
            ofApp.merge(use.key(), use, (before, now) -> now.at().isBefore(before.at()) ? before : now);
            if (ofApp.size() > MOST_KEYS) {
                ofApp.remove(Collections.min(ofApp.values(), BY_TIME).key());
            }
        }
    }

    private synchronized List<KeyUse> of(AppId app) {
        return uses.getOrDefault(app, Map.of()).values().stream()
                .sorted(BY_TIME.reversed())
                .toList();
    }
}
