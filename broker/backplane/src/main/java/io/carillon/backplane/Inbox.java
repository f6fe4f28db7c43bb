package io.carillon.backplane;

import java.util.function.Predicate;

/** Where a node takes in what the backplane has for it. */
public interface Inbox {

    /**
     * Takes one envelope. Calls for one channel come one after another, in the order of the channel's stream; calls for
     * different channels may come from several threads at once. Must return at once, must not throw, and must not call
     * the backplane from within.
     */
    void deliver(Envelope envelope);

    /**
     * Envelopes were lost on their way, and cannot be had again from where they were sent. Whoever cares for a channel asks
     * how it stands now. Called in the place of what was lost; must return at once, as {@link #deliver}.
     *
     * @param channels the channels for which some may have been
     */
    void missed(Predicate<AppChannel> channels);
}
