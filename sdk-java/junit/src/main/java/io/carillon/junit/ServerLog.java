package io.carillon.junit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that a server logged. May be used by any thread. */
final class ServerLog {

    private static final int ROOM = 2_000;

    private final Deque<String> lines = new ArrayDeque<>();
    private long heard;

    synchronized void add(String line) {
        if (lines.size() == ROOM) {
            lines.removeFirst();
        }
        lines.addLast(line);
        heard++;
    }

    /** How many lines there were until now. */
    synchronized long mark() {
        return heard;
    }

    /** The lines since a mark; those that are still there. */
    synchronized List<String> since(long mark) {
        long gone = heard - lines.size();
        return lines.stream().skip(Math.max(0, mark - gone)).toList();
    }
}
