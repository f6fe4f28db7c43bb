package io.carillon.backplane.redis;

import io.carillon.backplane.Envelope;
import io.carillon.backplane.Position;
import org.jspecify.annotations.Nullable;

/**
 * What comes down a lane.
 *
 * @param epoch names one life of the lane's sequence; a later life has a greater one
 * @param sequence 1, 2, 3 and so on within the epoch
 * @param envelope null for a canary
 */
record LaneMessage(long epoch, long sequence, @Nullable Envelope envelope) {

    private static final char VERSION = '1';

    /** Reads one; throws {@link MalformedException}. */
    static LaneMessage read(byte[] bytes) {
        var header = new Fields.Reader(bytes, 0);
        if (header.mark() != VERSION) {
            throw new MalformedException("its version is unknown");
        }
        long epoch = header.numberUpTo(' ');
        long sequence = header.numberUpTo(' ');
        var position = new Position(header.numberUpTo(' '), header.numberUpTo(' '));
        return new LaneMessage(epoch, sequence, EnvelopeForm.read(bytes, header.position(), position));
    }
}
