package io.carillon.backplane;

import io.carillon.protocol.Member;
import java.util.List;

/**
 * How a channel stands.
 *
 * @param position what comes behind it is not yet in the roster, what came before is; {@link Position#NOWHERE} if nothing is
 *     known of the channel
 * @param roster everyone who is a member, each once, in the order of coming; empty on channels without members
 */
public record Standing(Position position, List<Arrival> roster) {

    public Standing {
        roster = List.copyOf(roster);
    }

    /**
     * A member, and the position at which its coming was announced.
     *
     * @param position in the same life of the stream as the standing's
     */
    public record Arrival(Member member, Position position) {}
}
