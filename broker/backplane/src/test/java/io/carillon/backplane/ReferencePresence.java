package io.carillon.backplane;

import io.carillon.protocol.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Presence as one would explain it: a list of connections, gone through from the beginning for every question. */
final class ReferencePresence {

    private final AppChannel channel;
    private final Map<String, Member> bySocket = new LinkedHashMap<>();
    private final List<Member> roster = new ArrayList<>();
    private final List<Envelope> announced = new ArrayList<>();
    private Position position;

    ReferencePresence(AppChannel channel, Position start) {
        this.channel = channel;
        this.position = start;
    }

    JoinOutcome join(String socket, Member member, int maxMembers) {
        if (!bySocket.containsKey(socket)) {
            if (!roster.contains(member)) {
                if (roster.size() == maxMembers) {
                    return new JoinOutcome.Full(maxMembers);
                }
                roster.add(member);
                position = position.next();
                announced.add(new Envelope.MemberAdded(channel, position, member));
            }
            bySocket.put(socket, member);
        }
        return new JoinOutcome.Joined(roster, position);
    }

    void leave(String socket) {
        @Nullable Member member = bySocket.remove(socket);
        if (member != null && !bySocket.containsValue(member)) {
            roster.remove(member);
            position = position.next();
            announced.add(new Envelope.MemberRemoved(channel, position, member.id()));
        }
    }

    int connections() {
        return bySocket.size();
    }

    List<Member> roster() {
        return List.copyOf(roster);
    }

    List<Envelope> announced() {
        return List.copyOf(announced);
    }
}
