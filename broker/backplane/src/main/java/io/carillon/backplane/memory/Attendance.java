package io.carillon.backplane.memory;

import io.carillon.backplane.Position;
import io.carillon.backplane.Standing.Arrival;
import io.carillon.protocol.Member;

/** A user's being in a channel, with as many connections as it has there. Guarded by its channel. */
final class Attendance {

    private final Member member;
    private final Position position;
    private int connections;

    /** @param position at which its coming is announced */
    Attendance(Member member, Position position) {
        this.member = member;
        this.position = position;
    }

    Member member() {
        return member;
    }

    Arrival arrival() {
        return new Arrival(member, position);
    }

    void enter() {
        connections++;
    }

    /** True if that was the last connection. */
    boolean exit() {
        return --connections == 0;
    }
}
