package io.carillon.backplane;

import io.carillon.protocol.AppId;
import java.util.Map;

/**
 * What one app used in one minute, or a part of it.
 *
 * @param minute minutes since 1970 began, UTC
 * @param connections the greatest number of connections that were open at the same time, as far as this bucket knows: see {@link
 *     UsageLedger}; 0 if it says nothing of them
 * @param traffic by what the names of the channels begin with
 */
public record UsageBucket(AppId app, long minute, long connections, Map<ChannelPrefix, Traffic> traffic) {

    public UsageBucket {
        traffic = Map.copyOf(traffic);
    }

    /** What a quota counts of it. */
    public long messages() {
        return traffic.values().stream().mapToLong(Traffic::messages).sum();
    }
}
