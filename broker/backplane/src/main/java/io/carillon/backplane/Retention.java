package io.carillon.backplane;

import java.time.Duration;

/**
 * What is kept of a published event. An event of which something is kept takes a {@link Position}.
 *
 * @param events how many events the channel's history holds; 0 if this one is not for the history. If it takes a position all
 *     the same, whoever asks for what they missed is told of a gap there.
 * @param historyFor how long an event stays in the history
 * @param cacheFor how long this stays the channel's last event for new subscribers; zero if it does not become that
 */
public record Retention(int events, Duration historyFor, Duration cacheFor) {

    /** Delivered to those who listen now, and forgotten. */
    public static final Retention NONE = new Retention(0, Duration.ZERO, Duration.ZERO);

    /** What an app says for an event that a server publishes to the channel. */
    public static Retention of(App app, AppChannel channel) {
        ChannelTerms terms = app.termsOf(channel.name());
        return new Retention(
                terms.historyEvents(),
                terms.historyFor(),
                channel.name().type().isCached() ? terms.cacheFor() : Duration.ZERO);
    }

    /** Whether the event becomes the channel's last event. */
    public boolean isCached() {
        return !cacheFor.isZero();
    }

    /** Whether the event takes a position in the channel's stream. */
    public boolean takesPosition() {
        return events > 0 || isCached();
    }
}
