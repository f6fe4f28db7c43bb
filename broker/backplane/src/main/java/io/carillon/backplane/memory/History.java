package io.carillon.backplane.memory;

import io.carillon.backplane.Envelope;
import io.carillon.backplane.Retention;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last events of a channel, and up to where events are lost. Guarded by its channel. */
final class History {

    // Most channels keep nothing: the queue comes with the first event.
    private @Nullable ArrayDeque<Kept> kept;
    private long lostUpTo;

    /** Keeps an event as its retention says, and forgets what is too much or too old. */
    void add(long offset, Envelope.Event event, Retention retention, long now) {
        if (kept == null) {
            kept = new ArrayDeque<>();
        }
        kept.add(new Kept(offset, event, now + retention.historyFor().toMillis()));
        while (kept.size() > retention.events() || kept.getFirst().isOver(now)) {
            lose(kept.removeFirst().offset());
            if (kept.isEmpty()) {
                return;
            }
        }
    }

    /** Notes that the event at this place is not here, so that nobody who missed it is told that nothing was missed. */
    void lose(long offset) {
        lostUpTo = Math.max(lostUpTo, offset);
    }

    void clear() {
        if (kept != null) {
            for (Kept event : kept) {
                lose(event.offset());
            }
            kept = null;
        }
    }

    /** The events behind the place, the oldest first; null if one of them is lost. */
    @Nullable
    List<Envelope> since(long offset, long now) {
        if (offset < lostUpTo) {
            return null;
        }
        List<Envelope> events = new ArrayList<>();
        if (kept == null) {
            return events;
        }
        // From the end, because most who come back have missed little.
        for (Iterator<Kept> latestFirst = kept.descendingIterator(); latestFirst.hasNext(); ) {
            Kept event = latestFirst.next();
            if (event.offset() <= offset) {
                break;
            }
            if (event.isOver(now)) {
                return null;
            }
            events.add(event.event());
        }
        Collections.reverse(events);
        return events;
    }

    private record Kept(long offset, Envelope.Event event, long until) {
        boolean isOver(long now) {
            return now >= until;
        }
    }
}
