package io.carillon.backplane.redis;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of the lanes of this process. May be used by any thread. */
public final class LaneCounts {

    private final LongAdder gaps = new LongAdder();
    private final LongAdder refilled = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    LaneCounts() {}

    void countGap() {
        gaps.increment();
    }

    void countRefilled(long messages) {
        refilled.add(messages);
    }

    void countLost(long messages) {
        lost.add(messages);
    }

    void countRejected() {
        rejected.increment();
    }

    /** How often a lane missed something. */
    public long gaps() {
        return gaps.sum();
    }

    /** Messages that were missed and fetched. */
    public long refilled() {
        return refilled.sum();
    }

    /** Messages that were missed and no longer to be had. */
    public long lost() {
        return lost.sum();
    }

    /** Messages that no node of ours wrote. */
    public long rejected() {
        return rejected.sum();
    }
}
