package io.carillon.backplane;

import io.carillon.backplane.HistoryStore.HistoryRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A history as one would explain it: every event ever, and for each whether it should be there still. */
final class ReferenceHistory {

    private final Duration lifetime;
    private final List<Past> events = new ArrayList<>();
    private Position now;
    private Duration time = Duration.ZERO;

    ReferenceHistory(Position start, Duration lifetime) {
        this.now = start;
        this.lifetime = lifetime;
    }

    /** An event took the next position, and the history has so many places from now on; 0 if it was not for the history. */
    void published(PublishOutcome outcome, int size, String data) {
        now = now.next();
        if (!outcome.equals(new PublishOutcome.Accepted(now))) {
            throw new AssertionError("expected position " + now + " but got " + outcome);
        }
        Past event = new Past(now, data, time.plus(lifetime));
        event.isLost = size == 0;
        events.add(event);
        List<Past> kept = events.stream().filter(past -> !past.isLost).toList();
        for (int i = 0; size > 0 && i < kept.size() - size; i++) {
            kept.get(i).isLost = true;
        }
    }

    void advance(Duration by) {
        time = time.plus(by);
        for (Past event : events) {
            event.isLost |= event.until.compareTo(time) <= 0;
        }
    }

    HistoryRead since(AppChannel channel, long offset, int limit) {
        List<Past> missed = events.stream()
                .filter(event -> event.position.offset() > offset)
                .toList();
        if (offset > now.offset() || missed.stream().anyMatch(event -> event.isLost)) {
            return new HistoryRead.Gap(now);
        }
        List<Past> first = missed.subList(0, Math.min(limit, missed.size()));
        List<Envelope> envelopes = new ArrayList<>();
        for (Past event : first) {
            envelopes.add(new Envelope.Event(channel, event.position, "news", event.data, null, null));
        }
        Position upTo = missed.size() > limit ? first.get(limit - 1).position : now;
        return new HistoryRead.Events(envelopes, upTo);
    }

    private static final class Past {

        private final Position position;
        private final String data;
        private final Duration until;
        private boolean isLost;

        private Past(Position position, String data, Duration until) {
            this.position = position;
            this.data = data;
            this.until = until;
        }
    }
}
