package io.carillon.broker.channel;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.Position;
import io.carillon.protocol.AppId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The users whose coming and going one subscriber is told. First it is told once how all of them are, then each change.
 * Belongs to the subscriber's loop.
 */
public final class Watchlist {

    private final Subscriber subscriber;
    private final Watchers watchers;
    private final Map<AppChannel, State> states = new HashMap<>();
    private boolean told;
    private boolean ended;

    private Watchlist(Subscriber subscriber, Watchers watchers) {
        this.subscriber = subscriber;
        this.watchers = watchers;
    }

    /** Begins to watch; on the subscriber's loop. */
    static Watchlist start(Subscriber subscriber, AppId app, List<UserId> users, Watchers watchers) {
        var watchlist = new Watchlist(subscriber, watchers);
        var answers = new ArrayList<CompletableFuture<?>>();
        for (UserId user : users) {
            AppChannel channel = AppChannel.ofUser(app, user);
            var state = new State(user);
            if (watchlist.states.putIfAbsent(channel, state) == null) {
                answers.add(watchers.add(channel, watchlist)
                        .thenAcceptAsync(
                                now -> state.learn(now.online(), now.position()),
                                task -> runOn(subscriber.loop(), task))
                        .toCompletableFuture());
            }
        }
        // Users that the backplane did not answer for are told as soon as they turn.
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> runOn(subscriber.loop(), watchlist::tellAll));
        return watchlist;
    }

    /** Stops watching. */
    public void end() {
        ended = true;
        states.keySet().forEach(channel -> watchers.remove(channel, this));
        states.clear();
    }

    /** A watched user has come online or gone offline. From any thread. */
    void turned(Envelope.UserTurned turned) {
        turned(turned.channel(), turned.online(), turned.position());
    }

    /** So it is with a watched user, as of a position. From any thread. */
    void turned(AppChannel user, boolean online, Position position) {
        subscriber.loop().execute(() -> {
            State state = states.get(user);
            if (state != null && state.learn(online, position) && told) {
                tell(List.of(state));
            }
        });
    }

    /** Nobody is signed in as a watched user now; after the grace that is so for good. From any thread. */
    void mayHaveGone(AppChannel user, Duration grace) {
        subscriber
                .loop()
                .execute(() -> subscriber.loop().schedule(grace, () -> {
                    if (!ended) {
                        watchers.ask(user).thenAccept(now -> turned(user, now.online(), now.position()));
                    }
                }));
    }

    private void tellAll() {
        if (!ended) {
            told = true;
            tell(states.values().stream()
                    .filter(state -> state.position != null)
                    .toList());
        }
    }

    private void tell(List<State> news) {
        if (!news.isEmpty()) {
            subscriber.hear(new ServerFrame.WatchlistEvents(
                    news.stream().filter(s -> s.online).map(s -> s.user).toList(),
                    news.stream().filter(s -> !s.online).map(s -> s.user).toList()));
        }
    }

    private static void runOn(Loop loop, Runnable task) {
        if (loop.isCurrent()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private static final class State {
        private final UserId user;
        private boolean online;
        private @Nullable Position position;

        State(UserId user) {
            this.user = user;
        }

        /** Whether this is news: answers and envelopes may overtake each other, and the later position is right. */
        boolean learn(boolean nowOnline, Position at) {
            boolean news = position == null || at.isAfter(position) || at.epoch() != position.epoch();
            if (news) {
                boolean changed = position == null || online != nowOnline;
                online = nowOnline;
                position = at;
                return changed;
            }
            return false;
        }
    }
}
