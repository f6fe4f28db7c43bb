package io.carillon.backplane.memory;

import io.carillon.protocol.Member;

/** A user's being in a channel, with as many connections as it has there. Guarded by its channel. */
final class Attendance {

    private final Member member;
    private int connections;

    Attendance(Member member) {
        this.member = member;
    }

    Member member() {
        return member;
    }

    void enter() {
        connections++;
    }

    /** True if that was the last connection. */
    boolean exit() {
        return --connections == 0;
    }
}
