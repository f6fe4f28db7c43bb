package io.carillon.backplane;

/**
 * What the lanes of this process have brought since it began: on them comes what the nodes of this process hear.
 *
 * @param messages that arrived, the backplane's own canaries among them
 * @param bytes of those messages
 * @param gaps how often something was missed
 * @param refilled messages that were missed and fetched
 * @param lost messages that were missed and no longer to be had
 * @param rejected messages that no node of ours wrote
 */
public record LaneCounts(long messages, long bytes, long gaps, long refilled, long lost, long rejected) {

    /** Where envelopes come without lanes, or none has come yet. */
    public static final LaneCounts NONE = new LaneCounts(0, 0, 0, 0, 0, 0);
}
