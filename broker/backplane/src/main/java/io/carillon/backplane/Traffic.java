package io.carillon.backplane;

/**
 * What went through channels. A message is an event with data that a server published or a client sent, once for each channel
 * it was for, and again once for each connection that it was delivered to; what the platform itself has to say, such as who
 * joined, is none. Bytes are those of the events' {@code data} in UTF-8, without names and without what wraps them.
 *
 * @param messagesIn events accepted from servers and clients
 * @param messagesOut events delivered to connections
 * @param bytesIn the data of the events accepted
 * @param bytesOut the data of the events delivered, once for each delivery
 */
public record Traffic(long messagesIn, long messagesOut, long bytesIn, long bytesOut) {

    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    /** Both together. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                messagesIn + other.messagesIn,
                messagesOut + other.messagesOut,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut);
    }

    /** How many messages a quota counts: those that came in and those that went out. */
    public long messages() {
        return messagesIn + messagesOut;
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
