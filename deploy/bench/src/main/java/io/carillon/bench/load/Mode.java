package io.carillon.bench.load;

/** Who publishes. */
public enum Mode {
    /** Nobody: connections are opened and held. */
    IDLE,
    /** A backend over HTTP; everybody in the channel hears it. */
    PUB,
    /** The first subscriber of every channel, over its own connection. */
    CLIENT,
    /** Pairs of clients that play ping-pong. */
    ECHO
}
