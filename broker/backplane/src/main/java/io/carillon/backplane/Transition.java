package io.carillon.backplane;

import io.carillon.protocol.UserId;

/**
 * Something became of a channel or of a member, and the app's servers want to hear of it. Over the whole cluster each
 * happens once, whatever number of nodes and connections have a part in it.
 */
public sealed interface Transition {

    Id id();

    AppChannel channel();

    /** When it happened, in milliseconds of Unix time by the clock that all nodes share. */
    long timeMillis();

    /** The channel has its first subscriber. */
    record ChannelOccupied(Id id, AppChannel channel, long timeMillis) implements Transition {}

    /** The channel's last subscriber has gone. */
    record ChannelVacated(Id id, AppChannel channel, long timeMillis) implements Transition {}

    /** The first connection of a user joined a presence channel. */
    record MemberAdded(Id id, AppChannel channel, long timeMillis, UserId user) implements Transition {}

    /** The last connection of a user left a presence channel. */
    record MemberRemoved(Id id, AppChannel channel, long timeMillis, UserId user) implements Transition {}

    /**
     * Names a transition of its channel, and no other of that channel. What happened later has the greater id; those of
     * different channels say nothing about each other.
     */
    record Id(long major, long minor) implements Comparable<Id> {

        @Override
        public int compareTo(Id other) {
            int byMajor = Long.compare(major, other.major);
            return byMajor != 0 ? byMajor : Long.compare(minor, other.minor);
        }

        @Override
        public String toString() {
            return major + "-" + minor;
        }
    }
}
