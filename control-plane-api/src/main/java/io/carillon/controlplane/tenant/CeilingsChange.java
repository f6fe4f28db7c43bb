package io.carillon.controlplane.tenant;

import io.carillon.controlplane.problem.Problem;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of the platform allows an organisation; what is left out stays, and 0 is no ceiling.
 *
 * @param suspended whether all of its apps are switched off
 * @param maxApps apps that it may have
 * @param maxConnections open connections of each app
 * @param maxPublishes events that each app may publish in a second
 * @param maxMembers different users in one presence channel, 1 to 10,000
 * @param messagesPerDay messages of all its apps together in a day of UTC
 * @param messagesPerMonth messages of all its apps together in a month of UTC
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record CeilingsChange(
        @Nullable Boolean suspended,
        @Nullable Integer maxApps,
        @Nullable Integer maxConnections,
        @Nullable Integer maxPublishes,
        @Nullable Integer maxMembers,
        @Nullable Long messagesPerDay,
        @Nullable Long messagesPerMonth) {

    private static final long MOST_MEMBERS = 10_000;

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    public CeilingsChange {
        check("max_apps", maxApps, 0, Integer.MAX_VALUE);
        check("max_connections", maxConnections, 0, Integer.MAX_VALUE);
        check("max_publishes", maxPublishes, 0, Integer.MAX_VALUE);
        check("max_members", maxMembers, 1, MOST_MEMBERS);
        check("messages_per_day", messagesPerDay, 0, Long.MAX_VALUE);
        check("messages_per_month", messagesPerMonth, 0, Long.MAX_VALUE);
    }

    private static void check(String field, @Nullable Number value, long least, long most) {
        if (value != null && (value.longValue() < least || value.longValue() > most)) {
            throw Problem.VALUE_OUT_OF_RANGE.because(
                    field + " is " + value + "; it must be " + least + " to " + most + ".");
        }
    }
}
