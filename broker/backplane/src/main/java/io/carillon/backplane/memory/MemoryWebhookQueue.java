package io.carillon.backplane.memory;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Transition;
import io.carillon.backplane.WebhookQueue;
import io.carillon.protocol.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is queued, in one line: here all channels are one shard.
 *
 * <p>May be called by any thread. Channels call with their own monitor taken; whoever has this one waits for nothing else.
 */
final class MemoryWebhookQueue implements WebhookQueue {

    private final InstantSource clock;
    // Ids of another life of this process are others.
    private final long life;
    private final NavigableMap<Transition.Id, Transition> waiting = new TreeMap<>();
    // The oldest first; all of one reader.
    private final Deque<Claim> claims = new ArrayDeque<>();
    private long last;
    private long lost;

    MemoryWebhookQueue(InstantSource clock) {
        this.clock = clock;
        this.life = clock.millis();
    }

    void occupied(AppChannel channel, long now) {
        add(id -> new Transition.ChannelOccupied(id, channel, now));
    }

    void vacated(AppChannel channel, long now) {
        add(id -> new Transition.ChannelVacated(id, channel, now));
    }

    void added(AppChannel channel, UserId user, long now) {
        add(id -> new Transition.MemberAdded(id, channel, now, user));
    }

    void removed(AppChannel channel, UserId user, long now) {
        add(id -> new Transition.MemberRemoved(id, channel, now, user));
    }

    @Override
    public CompletionStage<List<Transition>> claim(Reader reader, int limit, Duration patience) {
        return Stages.of(() -> {
            if (limit < 1) {
                throw new IllegalArgumentException("a reader claims 1 transition or more, not " + limit);
            }
            return claim(reader, limit, patience.toMillis());
        });
    }

    @Override
    public CompletionStage<Void> done(Collection<Transition> transitions) {
        return Stages.done(() -> forget(transitions));
    }

    @Override
    public CompletionStage<Backlog> backlog() {
        return Stages.of(this::count);
    }

    private synchronized void add(Function<Transition.Id, Transition> kind) {
        var id = new Transition.Id(life, ++last);
        waiting.put(id, kind.apply(id));
        if (waiting.size() > MOST_WAITING) {
            waiting.pollFirstEntry();
            lost++;
        }
    }

    private synchronized List<Transition> claim(Reader reader, int limit, long patience) {
        long now = clock.millis();
        Claim oldest = oldestClaim();
        if (oldest != null && now >= oldest.until()) {
            // Something was not done in time: all that is left is given out again, or the order would be lost.
            claims.clear();
        } else if (oldest != null && !oldest.reader().equals(reader)) {
            return List.of();
        }
        List<Transition> given = new ArrayList<>();
        for (Transition transition : notGivenOut().values()) {
            if (given.size() == limit) {
                break;
            }
            given.add(transition);
        }
        if (!given.isEmpty()) {
            claims.add(new Claim(reader, given.get(given.size() - 1).id(), now + patience));
        }
        return given;
    }

    /** The oldest claim of which something is not done; those before it are over. */
    private @Nullable Claim oldestClaim() {
        while (!claims.isEmpty()
                && waiting.headMap(claims.getFirst().last(), true).isEmpty()) {
            claims.removeFirst();
        }
        return claims.peekFirst();
    }

    private NavigableMap<Transition.Id, Transition> notGivenOut() {
        return claims.isEmpty() ? waiting : waiting.tailMap(claims.getLast().last(), false);
    }

    private synchronized void forget(Collection<Transition> transitions) {
        transitions.forEach(transition -> waiting.remove(transition.id()));
    }

    private synchronized Backlog count() {
        return new Backlog(waiting.size(), lost);
    }

    private record Claim(Reader reader, Transition.Id last, long until) {}
}
