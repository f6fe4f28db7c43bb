package io.carillon.backplane;

import io.carillon.protocol.AppId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What was used, app by app and minute by minute, on its way from the processes that counted it to where it is kept for long.
 *
 * <p>Nothing is lost and nothing is counted twice between a process that has counted and the one that keeps it, whoever of them
 * dies in between and however often a step is repeated:
 *
 * <ul>
 *   <li>A report whose number its source has used before changes nothing: one whose answer was lost is simply made again. A
 *       source waits for the answer to one report before it makes the next.
 *   <li>A drainer gets a batch, keeps it together with its id in one transaction, and acknowledges it. Until then the same
 *       batch, with the same id, is given out again, to the same drainer or when its patience is over to another: whoever knows
 *       the id only acknowledges it.
 * </ul>
 *
 * <p>What a process had counted and not reported when it was killed is lost; that is what it counted in a few seconds.
 *
 * <p>Connections: a source says the peak of a minute once, when the minute is over. A bucket has the sum of what its sources
 * said, and of two buckets of the same minute the sum is the sum too. The app's true peak is at most that sum, and it is that
 * sum where one process has all of its connections; two processes that had their peaks at different moments of the minute make
 * it greater.
 *
 * <p>A bucket has at most {@value #MOST_PREFIXES} prefixes of its own; what others bring is counted under {@link
 * ChannelPrefix#REST}. What nobody drains is kept for {@link #KEPT}, and of one shard the newest {@value #MOST_BUCKETS} buckets;
 * the others are lost and counted. Minutes that lie longer ago than that, or in the future, are those of clocks that are wrong,
 * and are taken for the present one.
 */
public interface UsageLedger {

    int MOST_PREFIXES = 50;

    int MOST_BUCKETS = 20_000;

    /** How long it may take until somebody drains. */
    Duration KEPT = Duration.ofDays(3);

    /** How long after its end a minute counts as complete: by then those who live have reported it. What comes later comes in another batch. */
    Duration SETTLING = Duration.ofSeconds(10);

    /** Adds what a process has counted. */
    CompletionStage<Void> add(UsageReport report);

    /**
     * Gives out what is complete and not acknowledged, the oldest first.
     *
     * @param limit the greatest number of buckets from any one shard
     * @param patience how long it may take until it is acknowledged
     * @return nothing, if nothing is complete, or another is at work at it
     */
    CompletionStage<List<UsageBatch>> drain(Drainer drainer, int limit, Duration patience);

    /** These are kept elsewhere and forgotten here. Those that are forgotten already change nothing. */
    CompletionStage<Void> acknowledge(Collection<UsageBatch.Id> batches);

    /** What lies here and is in no batch yet. */
    CompletionStage<Waiting> waiting();

    /**
     * One run of one drainer.
     *
     * @param name what no other run has
     */
    record Drainer(String name) {

        public Drainer {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a drainer needs a name");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * What lies in the ledger and was given out to nobody.
     *
     * @param messages how many a quota counts, by app; apps without any are left out
     * @param lostBuckets how many had to go before anybody drained them, since the cluster began
     */
    record Waiting(Map<AppId, Long> messages, long lostBuckets) {

        public Waiting {
            messages = Map.copyOf(messages);
        }
    }
}
