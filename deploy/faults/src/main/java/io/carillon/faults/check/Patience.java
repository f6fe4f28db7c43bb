package io.carillon.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the news of a change may take: little while all is well, more while something is broken.
 *
 * @param usual while all is well
 */
public record Patience(Duration usual, List<Trouble> troubles) {

    /**
     * A time in which more is allowed.
     *
     * @param allowed how long news may take that fell into it
     */
    public record Trouble(long from, long until, Duration allowed) {}

    public Patience {
        troubles = List.copyOf(troubles);
    }

    public static Patience of(Duration usual) {
        return new Patience(usual, List.of());
    }

    public Patience with(long from, long until, Duration allowed) {
        List<Trouble> more = new ArrayList<>(troubles);
        more.add(new Trouble(from, until, allowed));
        return new Patience(usual, more);
    }

    /** The last instant at which the news of something that happened then is still in time. */
    long deadline(long happened) {
        long deadline = happened + usual.toNanos();
        for (Trouble trouble : troubles) {
            if (happened < trouble.until() && trouble.from() <= happened + usual.toNanos()) {
                deadline = Math.max(deadline, happened + trouble.allowed().toNanos());
            }
        }
        return deadline;
    }

    /** The first instant whose news may come as late as this. */
    long horizon(long heard) {
        long horizon = heard - usual.toNanos();
        for (Trouble trouble : troubles) {
            long reach = heard - trouble.allowed().toNanos();
            if (trouble.from() <= heard && reach < trouble.until()) {
                horizon = Math.min(horizon, Math.max(reach, trouble.from() - usual.toNanos()));
            }
        }
        return horizon;
    }
}
