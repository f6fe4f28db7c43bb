package io.carillon.broker.channel;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.PresenceStore;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Which watchlists on this node have which user. Any thread may call. */
final class Watchers {

    private final Hub hub;
    private final Map<AppChannel, Set<Watchlist>> byUser = new ConcurrentHashMap<>();

    Watchers(Hub hub) {
        this.hub = hub;
    }

    /** The watchlist is told of this user from now on; the stage says how the user is. */
    CompletionStage<PresenceStore.Watched> add(AppChannel user, Watchlist watchlist) {
        byUser.compute(user, (key, present) -> {
            Set<Watchlist> watching = present == null ? ConcurrentHashMap.newKeySet(1) : present;
            watching.add(watchlist);
            return watching;
        });
        return hub.settling(user, hub.presence().watch(user, hub.node()));
    }

    void remove(AppChannel user, Watchlist watchlist) {
        byUser.computeIfPresent(user, (key, watching) -> {
            watching.remove(watchlist);
            if (!watching.isEmpty()) {
                return watching;
            }
            // Asked for while the entry is held, so that it cannot overtake the next one who wants to watch.
            hub.settling(user, hub.presence().unwatch(user, hub.node()));
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

    /** Watches the user anew, or no longer, and tells how the user is now. */
    CompletionStage<Void> renew(AppChannel user) {
        if (!byUser.containsKey(user)) {
            return hub.presence().unwatch(user, hub.node());
        }
        return hub.presence().watch(user, hub.node()).thenAccept(now -> {
            Set<Watchlist> watching = byUser.get(user);
            if (watching == null) {
                return;
            }
            if (now.online()) {
                watching.forEach(watchlist -> watchlist.turned(user, true, now.position()));
            } else {
                // The user's node may only be slower in coming back than this one.
                watching.forEach(watchlist -> watchlist.mayHaveGone(user, hub.grace()));
            }
        });
    }

    /** How the user is, for one who waited until it must be known. */
    CompletionStage<PresenceStore.Watched> ask(AppChannel user) {
        return hub.presence().watch(user, hub.node());
    }

    /** The users whom anybody here watches. */
    Set<AppChannel> users() {
        return byUser.keySet();
    }

    void clear() {
        byUser.clear();
    }
}
