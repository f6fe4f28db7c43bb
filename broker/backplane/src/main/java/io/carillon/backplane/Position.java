package io.carillon.backplane;

/**
 * A place in the stream of one channel. Within an epoch offsets grow by one with each event that takes a position; a new
 * epoch says that what came before is no longer known, so positions of different epochs cannot be compared.
 *
 * @param epoch names one life of the stream
 * @param offset 0 before the first event, then 1, 2, 3 and so on
 */
public record Position(long epoch, long offset) {

    /** Whether this place is behind the other in the same life of the stream. */
    public boolean isAfter(Position other) {
        return epoch == other.epoch && offset > other.offset;
    }

    /** The place that the next event takes. */
    public Position next() {
        return new Position(epoch, offset + 1);
    }
}
