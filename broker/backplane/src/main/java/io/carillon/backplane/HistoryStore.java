package io.carillon.backplane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What channels keep of what was published to them. */
public interface HistoryStore {

    /** The last event published to a cache channel; empty if there was none or its time is over. */
    CompletionStage<Optional<CachedEvent>> lastEvent(AppChannel channel);

    /**
     * What was published behind a position, the oldest first.
     *
     * @param limit the greatest number of events to return
     */
    CompletionStage<HistoryRead> since(AppChannel channel, Position position, int limit);

    /**
     * The last event of a cache channel.
     *
     * @param position its place in the channel's stream
     * @param timeLeft until it is forgotten; more than zero
     */
    record CachedEvent(String event, String data, Position position, Duration timeLeft) {}

    /** What a reader of the history gets. */
    sealed interface HistoryRead {

        /**
         * Everything behind the position, without a gap, or the first {@code limit} of it.
         *
         * @param upTo the position that the reader has reached with these
         */
        record Events(List<Envelope> events, Position upTo) implements HistoryRead {
            public Events {
                events = List.copyOf(events);
            }
        }

        /**
         * Something behind the position is no longer kept, or the position is of another epoch.
         *
         * @param now the channel's position
         */
        record Gap(Position now) implements HistoryRead {}
    }
}
