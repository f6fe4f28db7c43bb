package io.carillon.faults.check;

import java.time.Duration;

/**
 * A node that was taken from its clients: from this moment it cannot tell anybody about them.
 *
 * @param at when
 * @param earliest before this nobody may bury it
 * @param latest by now it must be buried
 */
public record Loss(String node, long at, long earliest, long latest) {

    /** One whose lease runs out: not before half of it has passed, for it was renewed each third, and not later than two. */
    public static Loss of(String node, long at, Duration lease) {
        return new Loss(node, at, at + lease.toNanos() / 2, at + 2 * lease.toNanos());
    }
}
