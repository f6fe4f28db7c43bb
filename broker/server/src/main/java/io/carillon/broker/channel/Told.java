package io.carillon.broker.channel;

import io.carillon.backplane.Position;
import io.carillon.backplane.Standing;
import io.carillon.backplane.Standing.Arrival;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one presence channel of whom its subscribers on this node have been told, so that nobody is announced twice
 * however the others come to say it twice. Guarded by its {@link Intake}.
 */
final class Told {

    private @Nullable Map<UserId, Member> members;
    // Told before it was known who was there already.
    private List<Broadcast> early = List.of();
    // Those whom a channel that was restated does not have. Their node may only be slower in coming back than this one.
    private Map<UserId, Member> missing = Map.of();

    /** The first to come has learned who is there. */
    void begin(List<Member> roster, Position position) {
        if (members != null) {
            return;
        }
        members = new HashMap<>();
        roster.forEach(member -> members.put(member.id(), member));
        for (Broadcast broadcast : early) {
            if (!broadcast.isCoveredBy(position)) {
                isNews(broadcast);
            }
        }
        early = List.of();
    }

    /** Whether the subscribers do not know this yet; they do afterwards. */
    boolean isNews(Broadcast broadcast) {
        ServerFrame frame = broadcast.frame();
        if (frame instanceof ServerFrame.MemberAdded added) {
            return comes(added.member(), broadcast);
        }
        if (frame instanceof ServerFrame.MemberRemoved removed) {
            return goes(removed.user(), broadcast);
        }
        return true;
    }

    private boolean comes(Member member, Broadcast broadcast) {
        if (members == null) {
            keepEarly(broadcast);
            return true;
        }
        if (!missing.isEmpty()) {
            missing.remove(member.id());
        }
        return members.putIfAbsent(member.id(), member) == null;
    }

    private boolean goes(UserId user, Broadcast broadcast) {
        if (members == null) {
            keepEarly(broadcast);
            return true;
        }
        if (!missing.isEmpty()) {
            missing.remove(user);
        }
        return members.remove(user) != null;
    }

    private void keepEarly(Broadcast broadcast) {
        if (early.isEmpty()) {
            early = new ArrayList<>(1);
        }
        early.add(broadcast);
    }

    /** Those who came without anybody here having been told; who is not there is missing from now on. */
    List<Arrival> compare(Standing standing) {
        if (members == null) {
            begin(standing.roster().stream().map(Arrival::member).toList(), standing.position());
            return List.of();
        }
        List<Arrival> untold = new ArrayList<>();
        Map<UserId, Member> gone = new HashMap<>(members);
        for (Arrival arrival : standing.roster()) {
            if (gone.remove(arrival.member().id()) == null) {
                untold.add(arrival);
            }
        }
        missing = gone;
        return untold;
    }

    /** Those who have been missing all along and are not there now: they have gone. */
    List<UserId> confirm(Standing standing) {
        Map<UserId, Member> gone = new HashMap<>(missing);
        standing.roster().forEach(arrival -> gone.remove(arrival.member().id()));
        missing = Map.of();
        return List.copyOf(gone.keySet());
    }

    /** Those who are missing: for all that anybody was told, they are still there. */
    List<Member> missing() {
        return missing.isEmpty() ? List.of() : List.copyOf(missing.values());
    }
}
