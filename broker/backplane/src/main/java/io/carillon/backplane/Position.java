package io.carillon.backplane;

/**
 * A place in the stream of one channel. Within an epoch offsets grow by one with each event that takes a position; a new
 * epoch says that what came before is no longer known, so positions of different epochs cannot be compared.
 *
 * @param epoch names one life of the stream; more than 0 and less than 2^53, so that every client can hold it as a number
 * @param offset 0 before the first event, then 1, 2, 3 and so on
 */
public record Position(long epoch, long offset) {

    /** Where a channel stands of which nothing is known. No stream has this epoch. */
    public static final Position NOWHERE = new Position(0, 0);

    /** Whether this place is behind the other in the same life of the stream. */
    public boolean isAfter(Position other) {
        return epoch == other.epoch && offset > other.offset;
    }

    /** The place that the next event takes. */
    public Position next() {
        return new Position(epoch, offset + 1);
    }
}
