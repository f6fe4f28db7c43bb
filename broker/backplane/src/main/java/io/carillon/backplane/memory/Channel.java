package io.carillon.backplane.memory;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.HistoryStore.CachedEvent;
import io.carillon.backplane.HistoryStore.HistoryRead;
import io.carillon.backplane.IdempotencyKey;
import io.carillon.backplane.JoinOutcome;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeRegistry.Holding;
import io.carillon.backplane.Occupancy;
import io.carillon.backplane.Position;
import io.carillon.backplane.PresenceStore.Watched;
import io.carillon.backplane.Publication;
import io.carillon.backplane.PublishOutcome;
import io.carillon.backplane.Retention;
import io.carillon.backplane.Stake;
import io.carillon.backplane.Standing;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One life of one channel: everything the nodes share about it, and the one place where that changes.
 *
 * <p>Every method is called by a thread that has this channel's monitor, which {@link ChannelTable} takes. Envelopes are
 * handed over within, so that each node gets them in the order of the stream. Times are milliseconds of the backplane's
 * clock.
 */
final class Channel {

    private static final PublishOutcome ACCEPTED_UNKEPT = new PublishOutcome.Accepted(null);

    private final AppChannel name;
    private final boolean ofUser;
    private final long epoch;
    private final MemoryWebhookQueue webhooks;
    private final Route route = new Route();
    private final Roster roster = new Roster();
    private final History history = new History();
    private List<Node> watchers = List.of();
    private @Nullable LastEvent lastEvent;
    private @Nullable IdempotencyWindow idempotency;
    private long offset;
    private int countTold;
    private long keepsUntil = Long.MIN_VALUE;

    Channel(AppChannel name, long epoch, MemoryWebhookQueue webhooks) {
        this.name = name;
        this.ofUser = name.name().type() == ChannelType.SERVER_TO_USER;
        this.epoch = epoch;
        this.webhooks = webhooks;
    }

    AppChannel name() {
        return name;
    }

    boolean isOnRoute() {
        return !route.isEmpty();
    }

    /** Whether something is kept here that time takes away. */
    boolean keepsAnything() {
        return keepsUntil != Long.MIN_VALUE;
    }

    /** When the last of what is kept is over. */
    long keepsUntil() {
        return keepsUntil;
    }

    /** Whether forgetting this channel would forget nothing. */
    boolean isEmpty() {
        return route.isEmpty() && watchers.isEmpty() && !keepsAnything();
    }

    /** Lets go of all that was kept, once the last of it is over. */
    void forgetWhatIsOver(long now) {
        if (keepsAnything() && now >= keepsUntil) {
            history.clear();
            lastEvent = null;
            idempotency = null;
            keepsUntil = Long.MIN_VALUE;
        }
    }

    Position position() {
        return new Position(epoch, offset);
    }

    // What is published

    PublishOutcome publish(Publication publication, long now) {
        IdempotencyKey key = publication.idempotencyKey();
        PublishOutcome before = key == null || idempotency == null ? null : idempotency.outcomeOf(key, now);
        if (before != null) {
            return before;
        }
        Position position = publication.retention().takesPosition() ? nextPosition() : null;
        var event = new Envelope.Event(
                name, position, publication.event(), publication.data(), publication.except(), publication.user());
        if (position != null) {
            keep(event, position, publication.retention(), now);
        }
        if (key != null) {
            claim(key, position, now);
        }
        route.deliver(event, now);
        return position == null ? ACCEPTED_UNKEPT : new PublishOutcome.Accepted(position);
    }

    void terminate(long now) {
        route.deliver(new Envelope.Terminate(name), now);
    }

    Optional<CachedEvent> lastEvent(long now) {
        return lastEvent == null || now >= lastEvent.until()
                ? Optional.empty()
                : Optional.of(lastEvent.read(Duration.ofMillis(lastEvent.until() - now)));
    }

    HistoryRead since(Position position, int limit, long now) {
        if (position.epoch() != epoch || position.offset() > offset) {
            return new HistoryRead.Gap(position());
        }
        List<Envelope> events = history.since(position.offset(), now);
        if (events == null) {
            return new HistoryRead.Gap(position());
        }
        if (events.size() <= limit) {
            return new HistoryRead.Events(events, position());
        }
        List<Envelope> first = events.subList(0, limit);
        Position reached = limit == 0 ? position : first.get(limit - 1).position();
        return new HistoryRead.Events(first, reached == null ? position : reached);
    }

    private void keep(Envelope.Event event, Position position, Retention retention, long now) {
        if (retention.events() > 0) {
            history.add(position.offset(), event, retention, now);
            keepUntil(now + retention.historyFor().toMillis());
        } else {
            history.lose(position.offset());
        }
        if (retention.isCached()) {
            lastEvent = new LastEvent(
                    event.event(),
                    event.data(),
                    position,
                    now + retention.cacheFor().toMillis());
            keepUntil(lastEvent.until());
        }
    }

    private void claim(IdempotencyKey key, @Nullable Position position, long now) {
        if (idempotency == null) {
            idempotency = new IdempotencyWindow();
        }
        keepUntil(idempotency.claim(key, position, now));
    }

    private void keepUntil(long time) {
        keepsUntil = Math.max(keepsUntil, time);
    }

    private Position nextPosition() {
        return new Position(epoch, ++offset);
    }

    // Who listens

    Position occupy(Node node, int count, News news, long now) {
        Place place = placeFor(node);
        int before = place.subscriptions();
        place.news(news);
        place.report(count);
        queueOccupancy(place, before, now);
        tellCount(place, now);
        return position();
    }

    void report(Node node, int count, News news, long now) {
        if (count > 0 || route.placeOf(node) != null) {
            occupy(node, count, news, now);
        }
    }

    void vacate(Node node) {
        Place place = route.placeOf(node);
        if (place != null && place.subscriptions() == 0) {
            leaveRoute(place);
        }
    }

    Occupancy occupancy(long now) {
        int subscriptions = route.subscriptions(now);
        return subscriptions == 0 ? Occupancy.NONE : new Occupancy(subscriptions, users(now));
    }

    private int users(long now) {
        // The second way is dear, and only walked between a node's death and its burial.
        return route.allLive(now) ? roster.size() : route.livingAttendances(now).size();
    }

    private Place placeFor(Node node) {
        Place place = route.placeOf(node);
        if (place != null) {
            return place;
        }
        node.hold(name);
        return route.add(node);
    }

    private void leaveRoute(Place place) {
        route.remove(place);
        letGoIfNothingHeld(place.node());
    }

    private void letGoIfNothingHeld(Node node) {
        if (route.placeOf(node) == null && !watchers.contains(node)) {
            node.letGo(name);
        }
    }

    /**
     * Tells the route how many they are now, if that differs from what it was told last. Not: if this step changed it; a
     * node's death changes it without a step, and is told with the next.
     */
    private void tellCount(Place changed, long now) {
        int count = changed.news().counts() ? route.subscriptions(now) : countTold;
        if (count != countTold) {
            countTold = count;
            route.deliver(new Envelope.CountChanged(name, count), now);
        }
    }

    /**
     * Queues that the channel is occupied, or vacated, if the change of this one place made it so. Whoever is on the place of a
     * dead node is there until the burial, or a channel could be occupied twice and vacated once.
     */
    private void queueOccupancy(Place changed, int before, long now) {
        int mine = changed.subscriptions();
        if (!goesToWebhooks(changed) || (mine == 0) == (before == 0) || route.isOccupiedBeside(changed)) {
            return;
        }
        if (mine > 0) {
            webhooks.occupied(name, now);
        } else {
            webhooks.vacated(name, now);
        }
    }

    private boolean goesToWebhooks(Place changed) {
        return changed.news().webhooks() && !ofUser;
    }

    // Who is a member

    JoinOutcome join(Node node, SocketId socket, Member member, int maxMembers, News news, long now) {
        Place before = route.placeOf(node);
        if (before != null && before.has(socket)) {
            return new JoinOutcome.Joined(roster.members(), position());
        }
        if (!roster.has(member.id()) && roster.size() >= maxMembers) {
            return new JoinOutcome.Full(maxMembers);
        }
        Place place = placeFor(node);
        place.news(news);
        enter(place, socket, member, now);
        tellCount(place, now);
        return new JoinOutcome.Joined(roster.members(), position());
    }

    private void enter(Place place, SocketId socket, Member member, long now) {
        boolean isFirst = !roster.has(member.id());
        int before = place.subscriptions();
        place.enter(socket, roster.enter(member, position().next()));
        queueOccupancy(place, before, now);
        if (isFirst) {
            announceComing(place, member, now);
        }
    }

    void leave(Node node, SocketId socket, long now) {
        Place place = route.placeOf(node);
        if (place != null) {
            leave(place, socket, now);
        }
    }

    Standing restate(Node node, Stake stake, News news, long now) {
        Place there = route.placeOf(node);
        if (there == null && stake.isNone()) {
            return standing();
        }
        Place place = there == null ? placeFor(node) : there;
        int before = place.subscriptions();
        place.news(news);
        place.report(stake.subscribers());
        queueOccupancy(place, before, now);
        stake.members().forEach((socket, member) -> {
            if (!place.has(socket)) {
                enter(place, socket, member, now);
            }
        });
        for (SocketId socket : List.copyOf(place.sockets())) {
            if (!stake.members().containsKey(socket)) {
                leave(place, socket, now);
            }
        }
        if (stake.isNone()) {
            leaveRoute(place);
        }
        tellCount(place, now);
        return standing();
    }

    private Standing standing() {
        return new Standing(position(), ofUser ? List.of() : roster.arrivals());
    }

    List<Member> members(long now) {
        return List.copyOf(route.allLive(now) ? roster.members() : roster.members(route.livingAttendances(now)));
    }

    private void leave(Place place, SocketId socket, long now) {
        int before = place.subscriptions();
        Attendance attendance = place.exit(socket);
        if (attendance == null) {
            return;
        }
        if (roster.exit(attendance)) {
            announceGoing(place, attendance.member(), now);
        }
        queueOccupancy(place, before, now);
        tellCount(place, now);
    }

    private void announceComing(Place place, Member member, long now) {
        Position position = nextPosition();
        if (goesToWebhooks(place)) {
            webhooks.added(name, member.id(), now);
        }
        if (ofUser) {
            tellWatchers(new Envelope.UserTurned(name, position, true), now);
        } else {
            route.deliver(new Envelope.MemberAdded(name, position, member), now);
        }
    }

    private void announceGoing(Place place, Member member, long now) {
        Position position = nextPosition();
        if (goesToWebhooks(place)) {
            webhooks.removed(name, member.id(), now);
        }
        if (ofUser) {
            tellWatchers(new Envelope.UserTurned(name, position, false), now);
        } else {
            route.deliver(new Envelope.MemberRemoved(name, position, member.id()), now);
        }
    }

    // Who watches

    Watched watch(Node node) {
        if (!watchers.contains(node)) {
            node.hold(name);
            if (watchers.isEmpty()) {
                watchers = new ArrayList<>(1);
            }
            watchers.add(node);
        }
        return new Watched(roster.size() > 0, position());
    }

    void unwatch(Node node) {
        if (watchers.contains(node)) {
            watchers.remove(node);
            letGoIfNothingHeld(node);
        }
    }

    private void tellWatchers(Envelope.UserTurned turned, long now) {
        for (Node watcher : watchers) {
            watcher.deliver(turned, now);
        }
    }

    // What the dead leave behind

    /** What the node holds here: memberships first, because its place on the route goes only after them. */
    List<Holding> holdings(Node node) {
        List<Holding> holdings = new ArrayList<>();
        Place place = route.placeOf(node);
        if (place != null) {
            for (SocketId socket : place.sockets()) {
                holdings.add(new Holding(name, socket));
            }
        }
        if (place != null || watchers.contains(node)) {
            holdings.add(new Holding(name, null));
        }
        return holdings;
    }

    void giveUp(Node node, @Nullable SocketId socket, long now) {
        Place place = route.placeOf(node);
        if (socket == null) {
            unwatch(node);
            if (place != null) {
                giveUp(place, now);
            }
        } else if (place != null) {
            leave(place, socket, now);
        }
    }

    private void giveUp(Place place, long now) {
        int before = place.subscriptions();
        place.report(0);
        if (place.subscriptions() == 0) {
            leaveRoute(place);
        }
        queueOccupancy(place, before, now);
        tellCount(place, now);
    }

    private record LastEvent(String event, String data, Position position, long until) {
        CachedEvent read(Duration timeLeft) {
            return new CachedEvent(event, data, position, timeLeft);
        }
    }
}
