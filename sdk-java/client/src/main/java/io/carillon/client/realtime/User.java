package io.carillon.client.realtime;

import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The user that the client is signed in as, and what that user hears: events sent to it, and the comings and goings of its watchlist.
 *
 * <pre>{@code
 * client.user().bind("invitation", event -> show(event.data()));
 * client.user().onWatchlist(change -> change.online().forEach(friend -> light(friend)));
 * client.signin();
 * }</pre>
 */
public final class User {

    private final Executor listening;
    private final Map<String, Listeners<ServerFrame.ChannelEvent>> byEvent = new ConcurrentHashMap<>();
    private final Listeners<ServerFrame.WatchlistEvents> watchlist;
    private volatile @Nullable UserId id;

    User(Executor listening) {
        this.listening = listening;
        this.watchlist = new Listeners<>(listening);
    }

    /** Who it is; empty while the client is not signed in. */
    public Optional<UserId> id() {
        return Optional.ofNullable(id);
    }

    /** Calls the listener with every event of this name that is sent to the user. */
    public Binding bind(String event, Consumer<? super ServerFrame.ChannelEvent> listener) {
        return byEvent.computeIfAbsent(event, name -> new Listeners<>(listening))
                .add(listener);
    }

    /** Calls the listener when watched users come or go, and once after each sign-in with how they stand. */
    public Binding onWatchlist(Consumer<? super ServerFrame.WatchlistEvents> listener) {
        return watchlist.add(listener);
    }

    void is(@Nullable UserId signedIn) {
        id = signedIn;
    }

    void hear(ServerFrame.ChannelEvent event) {
        Listeners<ServerFrame.ChannelEvent> named = byEvent.get(event.event());
        if (named != null) {
            named.tell(event);
        }
    }

    void hear(ServerFrame.WatchlistEvents change) {
        watchlist.tell(change);
    }
}
