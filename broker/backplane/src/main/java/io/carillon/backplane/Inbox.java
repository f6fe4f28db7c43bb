package io.carillon.backplane;

/** Where a node takes in what the backplane has for it. */
public interface Inbox {

    /**
     * Takes one envelope. Calls for one channel come one after another, in the order of the channel's stream; calls for
     * different channels may come from several threads at once. Must return at once, must not throw, and must not call
     * the backplane from within.
     */
    void deliver(Envelope envelope);
}
