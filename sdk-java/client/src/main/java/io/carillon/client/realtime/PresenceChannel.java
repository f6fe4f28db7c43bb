package io.carillon.client.realtime;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose subscribers are members who see each other come and go.
 *
 * <pre>{@code
 * PresenceChannel room = client.subscribePresence("presence-room");
 * room.onMemberAdded(member -> greet(member.id()));
 * room.awaitSubscribed(Duration.ofSeconds(5));
 * room.members().forEach(member -> show(member.info()));
 * }</pre>
 */
public final class PresenceChannel extends Channel {

    private final Listeners<Member> added;
    private final Listeners<Member> removed;
    /** Replaced as a whole, so that whoever reads it sees one moment. */
    private volatile Map<UserId, Member> members = Map.of();

    private volatile @Nullable UserId me;

    PresenceChannel(ChannelName name, Executor listening, Subscriptions subscriptions) {
        super(name, listening, subscriptions);
        this.added = new Listeners<>(listening);
        this.removed = new Listeners<>(listening);
    }

    /** Who is there, this client's user included; nobody while the subscription is not live. */
    public Collection<Member> members() {
        return members.values();
    }

    /** This client's user as a member; empty while the subscription is not live. */
    public Optional<Member> me() {
        UserId id = me;
        return id == null ? Optional.empty() : Optional.ofNullable(members.get(id));
    }

    /** Calls the listener when a user comes who was not there. */
    public Binding onMemberAdded(Consumer<? super Member> listener) {
        return added.add(listener);
    }

    /** Calls the listener when a user's last connection leaves. */
    public Binding onMemberRemoved(Consumer<? super Member> listener) {
        return removed.add(listener);
    }

    void is(@Nullable UserId user) {
        me = user;
    }

    void succeeded(List<Member> there) {
        var all = new LinkedHashMap<UserId, Member>();
        there.forEach(member -> all.put(member.id(), member));
        members = Collections.unmodifiableMap(all);
        succeeded();
    }

    void add(Member member) {
        var more = new LinkedHashMap<>(members);
        if (more.putIfAbsent(member.id(), member) == null) {
            members = Collections.unmodifiableMap(more);
            added.tell(member);
        }
    }

    void remove(UserId user) {
        var fewer = new LinkedHashMap<>(members);
        Member gone = fewer.remove(user);
        if (gone != null) {
            members = Collections.unmodifiableMap(fewer);
            removed.tell(gone);
        }
    }

    @Override
    void pending() {
        members = Map.of();
        super.pending();
    }
}
