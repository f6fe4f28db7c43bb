package io.carillon.backplane.redis;

import io.carillon.backplane.LaneCounts;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the lanes of this process bring. May be used by any thread. */
final class LaneTally {

    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final LongAdder refilled = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    void countArrival(int size) {
        messages.increment();
        bytes.add(size);
    }

    void countGap() {
        gaps.increment();
    }

    void countRefilled(long count) {
        refilled.add(count);
    }

    void countLost(long count) {
        lost.add(count);
    }

    void countRejected() {
        rejected.increment();
    }

    LaneCounts counts() {
        return new LaneCounts(messages.sum(), bytes.sum(), gaps.sum(), refilled.sum(), lost.sum(), rejected.sum());
    }
}
