package io.carillon.broker.transport;

/**
 * Seconds since some beginning. Never goes back and never jumps when somebody sets the clock on the wall.
 */
@FunctionalInterface
interface Uptime {

    /** More than 0. */
    int seconds();
}
