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
     * What was published behind a position and kept, the oldest first. Announcements of members are not in it, though
     * they take positions. Events that took no position are not in it, and nobody is told that they are missed.
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
         * @param upTo the position that the reader has reached with these: the channel's, or where the limit cut them off
         */
        record Events(List<Envelope> events, Position upTo) implements HistoryRead {
            public Events {
                events = List.copyOf(events);
            }
        }

        /**
         * An event behind the position took a place in the stream and is not kept, or not any more; or the position is of
         * another epoch, or ahead of the channel.
         *
         * @param now the channel's position; {@link Position#NOWHERE} if nothing is known of it
         */
        record Gap(Position now) implements HistoryRead {}
    }
}
