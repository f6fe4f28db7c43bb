package io.carillon.bench.load;

import org.HdrHistogram.Histogram;

/** What is counted during a run. Belongs to the event loop. */
final class Tally {

    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    // One per cent is finer than two runs agree, and the table stays in the cache.
    private static final int DIGITS = 2;

    private final Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private final Histogram handshakes = new Histogram(LONGEST_NANOS, DIGITS);

    private boolean measuring;
    private long published;
    private long delivered;
    private long lost;
    private long reordered;
    private long stalls;
    private long publisherBusy;
    private long bytesRead;

    // Over the whole run.
    private long deliveredInAll;
    private long httpErrors;
    private long owed;
    private long abandoned;

    /** From here on counts; what came before was warm-up. */
    void startMeasuring() {
        measuring = true;
        bytesRead = 0;
    }

    void stopMeasuring() {
        measuring = false;
    }

    void handshake(long nanos) {
        record(handshakes, nanos);
    }

    void read(int bytes) {
        bytesRead += bytes;
    }

    /** A message was sent that so many will hear. */
    void published(int deliveries) {
        owed += deliveries;
        if (measuring) {
            published++;
        }
    }

    /** The server refused a message: nobody will hear it. */
    void refused(int deliveries) {
        owed -= deliveries;
        httpErrors++;
    }

    /**
     * A subscriber heard a message.
     *
     * @param last the highest sequence number it had heard before; 0 if none
     */
    void delivered(long latencyNanos, int last, int sequence) {
        deliveredInAll++;
        owed--;
        if (!measuring) {
            return;
        }
        delivered++;
        record(latency, latencyNanos);
        if (last != 0) {
            if (sequence > last + 1) {
                lost += sequence - last - 1;
            } else if (sequence <= last) {
                reordered++;
            }
        }
    }

    /** One half of a round trip. */
    void deliveredHalfway() {
        deliveredInAll++;
        if (measuring) {
            delivered++;
        }
    }

    /** The other half. */
    void deliveredBack(long roundTripNanos) {
        deliveredHalfway();
        if (measuring) {
            record(latency, roundTripNanos);
        }
    }

    /** Nothing was heard for a second though something was owed: gives it up, so that a closed loop goes on. */
    void stalled() {
        abandoned += owed;
        owed = 0;
        if (measuring) {
            stalls++;
        }
    }

    void publisherWasBusy() {
        if (measuring) {
            publisherBusy++;
        }
    }

    /** Deliveries that are under way. */
    long owed() {
        return owed;
    }

    /** Deliveries that never came, if asked when nothing can be under way any more. */
    long undelivered() {
        return Math.max(0, abandoned + owed);
    }

    long deliveredInAll() {
        return deliveredInAll;
    }

    long published() {
        return published;
    }

    long delivered() {
        return delivered;
    }

    long lost() {
        return lost;
    }

    long reordered() {
        return reordered;
    }

    long stalls() {
        return stalls;
    }

    long publisherBusy() {
        return publisherBusy;
    }

    long httpErrors() {
        return httpErrors;
    }

    long bytesRead() {
        return bytesRead;
    }

    Histogram latency() {
        return latency;
    }

    Histogram handshakes() {
        return handshakes;
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
    }
}
