package io.carillon.broker.channel;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.PresenceStore;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Which watchlists on this node have which user. Any thread may call. */
final class Watchers {

    private final PresenceStore presence;
    private final Map<AppChannel, Set<Watchlist>> byUser = new ConcurrentHashMap<>();

    Watchers(PresenceStore presence) {
        this.presence = presence;
    }

    /** The watchlist is told of this user from now on; the stage says how the user is. */
    CompletionStage<PresenceStore.Watched> add(AppChannel user, Watchlist watchlist, NodeId node) {
        byUser.compute(user, (key, present) -> {
            Set<Watchlist> watching = present == null ? ConcurrentHashMap.newKeySet(1) : present;
            watching.add(watchlist);
            return watching;
        });
        return presence.watch(user, node);
    }

    void remove(AppChannel user, Watchlist watchlist, NodeId node) {
        byUser.computeIfPresent(user, (key, watching) -> {
            watching.remove(watchlist);
            if (!watching.isEmpty()) {
                return watching;
            }
            // Asked for while the entry is held, so that it cannot overtake the next one who wants to watch.
            presence.unwatch(user, node);
            return null;
        });
    }

    void turned(Envelope.UserTurned turned) {
        Set<Watchlist> watching = byUser.get(turned.channel());
        if (watching != null) {
            for (Watchlist watchlist : watching) {
                watchlist.turned(turned);
            }
        }
    }

    void clear() {
        byUser.clear();
    }
}
