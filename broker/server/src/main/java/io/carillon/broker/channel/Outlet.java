package io.carillon.broker.channel;

/** The way out to a subscriber, for what many are told at once. Called on the subscriber's loop; never calls back. */
public interface Outlet {

    /** Sends shared bytes at the end of the loop's turn, since more may come in it; takes its own hold on them if it must. */
    void send(Wire wire);

    /** As {@link #send}, when nothing else will come in this turn: waiting would bring nothing. */
    void sendAtOnce(Wire wire);
}
