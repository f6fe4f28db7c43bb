package io.carillon.faults.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of time, from its first instant until just before its last.
 *
 * @param from {@link #BEGINNING} if it has always been
 * @param until {@link #END} if it has not ended
 */
record Span(long from, long until) {

    // Half of what a long holds: an allowance added to an end does not come round from the other side.
    static final long BEGINNING = Long.MIN_VALUE / 2;
    static final long END = Long.MAX_VALUE / 2;

    boolean contains(long at) {
        return from <= at && at < until;
    }

    boolean isEmpty() {
        return until <= from;
    }

    /** Whether they share an instant, the ends of the other included. */
    boolean touches(long first, long last) {
        return !isEmpty() && from <= last && first < until;
    }

    /** The same time in as few spans as it takes, in order. */
    static List<Span> union(List<Span> spans) {
        List<Span> sorted = spans.stream()
                .filter(span -> !span.isEmpty())
                .sorted(Comparator.comparingLong(Span::from))
                .toList();
        List<Span> union = new ArrayList<>();
        for (Span span : sorted) {
            int last = union.size() - 1;
            if (last >= 0 && span.from() <= union.get(last).until()) {
                union.set(
                        last,
                        new Span(
                                union.get(last).from(), Math.max(union.get(last).until(), span.until())));
            } else {
                union.add(span);
            }
        }
        return union;
    }

    /** All the time that is in none of them, in order. */
    static List<Span> gaps(List<Span> spans) {
        List<Span> gaps = new ArrayList<>();
        long from = BEGINNING;
        for (Span span : union(spans)) {
            gaps.add(new Span(from, span.from()));
            from = span.until();
        }
        gaps.add(new Span(from, END));
        return gaps.stream().filter(gap -> !gap.isEmpty()).toList();
    }
}
