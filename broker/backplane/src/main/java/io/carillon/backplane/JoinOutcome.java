package io.carillon.backplane;

import io.carillon.protocol.Member;
import java.util.List;

/** What became of a join. */
public sealed interface JoinOutcome {

    /**
     * The connection is in.
     *
     * @param roster everyone who is there, the joiner's user included, each once, in the order of coming
     * @param position where the roster stands: what comes behind it is not yet in it, what came before is
     */
    record Joined(List<Member> roster, Position position) implements JoinOutcome {
        public Joined {
            roster = List.copyOf(roster);
        }
    }

    /**
     * The channel has as many different users as it may have, and this is another. Nothing was changed.
     *
     * @param limit how many it may have
     */
    record Full(int limit) implements JoinOutcome {}
}
