package io.carillon.backplane;

import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import java.util.Map;

/**
 * All that a node has in one channel.
 *
 * @param subscribers connections that are subscribed and are not members; 0 or more
 * @param members the connections that are members, and who each of them is
 */
public record Stake(int subscribers, Map<SocketId, Member> members) {

    /** Nothing at all. */
    public static final Stake NONE = new Stake(0, Map.of());

    /** @throws IllegalArgumentException if there are fewer than 0 subscribers */
    public Stake {
        if (subscribers < 0) {
            throw new IllegalArgumentException("a channel has 0 subscribers or more, not " + subscribers);
        }
        members = Map.copyOf(members);
    }

    /** Whether the node has nobody in the channel. */
    public boolean isNone() {
        return subscribers == 0 && members.isEmpty();
    }
}
