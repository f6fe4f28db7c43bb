package io.carillon.backplane.memory;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The channels that keep something, each at most once, the first to be looked after first.
 *
 * <p>May be called by any thread. Its monitor is taken last, and by a channel only once in each of its keeping times: a
 * publish to a channel that waits here already does not come by.
 */
final class SweepQueue {

    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    // Read by every step without the monitor; nearly always there is nothing to do.
    private volatile long earliest = Long.MAX_VALUE;

    synchronized void add(ChannelTable.Entry entry, long time) {
        queue.add(new Due(time, entry));
        earliest = Math.min(earliest, time);
    }

    /** Takes out one whose time has come; null if there is none. */
    ChannelTable.@Nullable Entry pollDue(long now) {
        return now < earliest ? null : poll(now);
    }

    synchronized int size() {
        return queue.size();
    }

    private synchronized ChannelTable.@Nullable Entry poll(long now) {
        Due first = queue.peek();
        if (first == null || now < first.time()) {
            return null;
        }
        queue.remove();
        Due next = queue.peek();
        earliest = next == null ? Long.MAX_VALUE : next.time();
        return first.entry();
    }

    private record Due(long time, ChannelTable.Entry entry) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.compare(time, other.time);
        }
    }
}
