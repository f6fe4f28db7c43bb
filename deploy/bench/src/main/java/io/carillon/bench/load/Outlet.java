package io.carillon.bench.load;

/** The way a message takes to the server. Belongs to the event loop. */
interface Outlet {

    /**
     * Publishes the channel's next message, or tells that whoever has to is busy.
     *
     * @param due goes into the message, for latency is counted from there
     */
    boolean publish(LoadedChannel channel, long due);

    /** Whether there is anybody idle at all. */
    boolean hasIdle();

    /** How many channels in a row have to be tried until every publisher was asked. */
    int publishers();
}
