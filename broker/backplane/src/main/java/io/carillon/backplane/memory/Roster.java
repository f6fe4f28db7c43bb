package io.carillon.backplane.memory;

import io.carillon.backplane.Position;
import io.carillon.backplane.Standing.Arrival;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of a channel in the order of coming, each once. Guarded by its channel. */
final class Roster {

    // Most channels have no members: the map comes with the first.
    private Map<UserId, Attendance> users = Map.of();

    int size() {
        return users.size();
    }

    boolean has(UserId user) {
        return users.containsKey(user);
    }

    /**
     * One more connection of the user; if it is not the first, the info told then stays.
     *
     * @param position at which its coming is announced, if it is the first
     */
    Attendance enter(Member member, Position position) {
        if (users.isEmpty()) {
            users = new LinkedHashMap<>();
        }
        Attendance attendance = users.computeIfAbsent(member.id(), id -> new Attendance(member, position));
        attendance.enter();
        return attendance;
    }

    /** One connection less; true if it was the user's last. */
    boolean exit(Attendance attendance) {
        if (!attendance.exit()) {
            return false;
        }
        users.remove(attendance.member().id());
        return true;
    }

    List<Arrival> arrivals() {
        return users.values().stream().map(Attendance::arrival).toList();
    }

    List<Member> members() {
        return members(users.values());
    }

    /** Those of the members who are among the given. */
    List<Member> members(Set<Attendance> among) {
        List<Attendance> some = new ArrayList<>(users.values());
        some.retainAll(among);
        return members(some);
    }

    private static List<Member> members(Collection<Attendance> attendances) {
        List<Member> members = new ArrayList<>(attendances.size());
        for (Attendance attendance : attendances) {
            members.add(attendance.member());
        }
        return members;
    }
}
