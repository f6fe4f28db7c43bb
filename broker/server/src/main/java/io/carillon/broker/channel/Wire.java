package io.carillon.broker.channel;

/**
 * Messages as the bytes that leave the machine, shared by all who are sent them. Belongs to the one loop on which it was
 * made.
 */
public interface Wire {

    /** Whoever made it gives it up; those who still have to send some of it have taken their own hold. */
    void release();
}
