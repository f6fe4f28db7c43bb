package io.carillon.backplane;

import java.util.List;

/**
 * What one process has counted and not reported before.
 *
 * @param source one run of one process; no other run has the same
 * @param number of this source, each report's greater than that of the report before
 * @param buckets each app and minute at most once
 */
public record UsageReport(String source, long number, List<UsageBucket> buckets) {

    public UsageReport {
        if (source.isEmpty() || source.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("a source needs a name without spaces");
        }
        buckets = List.copyOf(buckets);
    }
}
