package io.carillon.backplane;

/**
 * How many listen to a channel, over all living nodes.
 *
 * @param subscriptions connections that are subscribed
 * @param users different users among them; 0 on channels without members
 */
public record Occupancy(int subscriptions, int users) {

    /** Nobody listens. */
    public static final Occupancy NONE = new Occupancy(0, 0);

    /** Whether anybody listens. */
    public boolean isOccupied() {
        return subscriptions > 0;
    }
}
