package io.carillon.broker.channel;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.JoinOutcome;
import io.carillon.backplane.News;
import io.carillon.backplane.Position;
import io.carillon.backplane.meter.ChannelMeter;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's hold on one channel. It begins by keeping what arrives, until the subscriber has been told how things
 * stand; then it is live. Belongs to the subscriber's loop: all methods are called there.
 */
public final class Subscription {

    // Only until the backplane has answered: whoever has more than this waiting is served better by another try.
    private static final int MAX_KEPT = 1_000;

    private final LocalChannel channel;
    private final Listeners listeners;
    private final Subscriber subscriber;
    private final @Nullable Member member;

    // Members who were missing when this began: if they are found to have gone, this subscriber will hear of it.
    private final List<Member> missing;
    private @Nullable List<Broadcast> kept = List.of();
    private @Nullable Position from;
    private boolean ended;

    /** Where it stands among the live ones of its {@link Listeners}; -1 while it is not live. */
    int place = -1;

    Subscription(LocalChannel channel, Listeners listeners, Subscriber subscriber, @Nullable Member member) {
        this.channel = channel;
        this.listeners = listeners;
        this.subscriber = subscriber;
        this.member = member;
        this.missing = channel.intake().missing();
    }

    public AppChannel channel() {
        return channel.name();
    }

    /** Where what goes through the channel is counted. */
    public ChannelMeter meter() {
        return channel.meter();
    }

    /** Who the subscriber is in this channel; null where there are no members. */
    public @Nullable Member member() {
        return member;
    }

    /** Whether the subscriber was told that it is subscribed, and still is. */
    public boolean isLive() {
        return place >= 0;
    }

    /** Whether it was ended, by either side. */
    public boolean isEnded() {
        return ended;
    }

    /** Ends it: nothing is heard after this, and the channel's other nodes are told as far as they care. */
    public void end() {
        if (!ended) {
            ended = true;
            kept = null;
            listeners.remove(this);
            channel.remove(this);
        }
    }

    /** The app was changed: who hears of comings and goings in the channel may be others from now on. */
    public void live(App app) {
        channel.live(News.of(app, channel.name()));
    }

    /** Puts this node on the channel's route, or counts one more there. */
    CompletionStage<Position> occupy() {
        return channel.occupy();
    }

    /** Makes the subscriber a member. */
    CompletionStage<JoinOutcome> join(Member who, int maxMembers) {
        return channel.join(subscriber.socketId(), who, maxMembers);
    }

    /** Complete when it is known how the channel stands, which it nearly always is. */
    CompletionStage<Void> settled() {
        return channel.settled();
    }

    /** The members as this node's subscribers know them: those of the channel, and those who are only missing. */
    List<Member> withMissing(List<Member> roster) {
        List<Member> now = channel.intake().missing();
        if (missing.isEmpty() && now.isEmpty()) {
            return roster;
        }
        Map<UserId, Member> all = new LinkedHashMap<>();
        Stream.of(roster, missing, now).flatMap(List::stream).forEach(one -> all.putIfAbsent(one.id(), one));
        return List.copyOf(all.values());
    }

    Subscriber subscriber() {
        return subscriber;
    }

    @Nullable
    Position from() {
        return from;
    }

    void keep(Broadcast broadcast) {
        List<Broadcast> waiting = kept;
        if (waiting == null || waiting.size() > MAX_KEPT) {
            return;
        }
        if (waiting.isEmpty()) {
            waiting = new ArrayList<>();
            kept = waiting;
        }
        waiting.add(broadcast);
    }

    /** Whether more arrived than was kept: to go live now would hide a gap. */
    boolean hasLostSome() {
        return kept != null && kept.size() > MAX_KEPT;
    }

    /** From now on the subscriber hears what is behind the position, beginning with what was kept of it. */
    void goLive(@Nullable Position reached) {
        from = reached;
        List<Broadcast> waiting = kept;
        kept = null;
        listeners.admit(this);
        if (waiting != null) {
            for (Broadcast broadcast : waiting) {
                if (wants(broadcast)) {
                    subscriber.hear(broadcast.frame());
                    if (broadcast.isMessage()) {
                        meter().out(1, broadcast.dataBytes());
                    }
                }
            }
        }
    }

    boolean wants(Broadcast broadcast) {
        return !broadcast.isCoveredBy(from) && !broadcast.excepts(subscriber.socketId());
    }
}
