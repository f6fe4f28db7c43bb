package io.carillon.faults.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long things took. Any thread may add. */
final class Timings {

    private final List<Long> nanos = new ArrayList<>();

    synchronized void add(long tookNanos) {
        nanos.add(tookNanos);
    }

    synchronized int count() {
        return nanos.size();
    }

    double minMillis() {
        return percentileMillis(0);
    }

    double p50Millis() {
        return percentileMillis(0.5);
    }

    double p99Millis() {
        return percentileMillis(0.99);
    }

    double maxMillis() {
        return percentileMillis(1);
    }

    /** As people say it: nobody compares nanoseconds. */
    private synchronized double percentileMillis(double share) {
        if (nanos.isEmpty()) {
            return 0;
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return Duration.ofNanos(sorted.get(Math.max(0, index))).toNanos() / 100_000 / 10.0;
    }
}
