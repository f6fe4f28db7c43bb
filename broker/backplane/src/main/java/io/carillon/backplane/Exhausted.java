package io.carillon.backplane;

import java.time.Instant;

/**
 * An app has used up what it may send in a day or a month: until then nothing more is published to it.
 *
 * @param quota which one: {@code messages_per_day} or {@code messages_per_month}, with {@code organisation_} in front if it is that of
 *     all apps of the organisation together
 * @param allowed how many messages that is
 * @param until the moment from which it counts anew
 */
public record Exhausted(String quota, long allowed, Instant until) {

    /**
     * Whether that is so at this moment. Allocates nothing.
     *
     * @param millis the moment, in milliseconds since 1970
     */
    public boolean holds(long millis) {
        return millis < until.toEpochMilli();
    }

    /** Whether that is so at this moment. */
    public boolean holds(Instant now) {
        return now.isBefore(until);
    }
}
