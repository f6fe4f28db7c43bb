package io.carillon.backplane;

import java.util.List;

/**
 * Some of what the ledger has, given out to be kept elsewhere.
 *
 * @param id the same whenever this batch is given out, and no other batch's, also if what the nodes share was lost between
 * @param buckets the same whenever it is given out
 */
public record UsageBatch(Id id, List<UsageBucket> buckets) {

    public UsageBatch {
        buckets = List.copyOf(buckets);
    }

    /**
     * What a batch is known by.
     *
     * @param shard where it lies
     * @param text at most 60 characters; says the shard too
     */
    public record Id(int shard, String text) {
        @Override
        public String toString() {
            return text;
        }
    }
}
