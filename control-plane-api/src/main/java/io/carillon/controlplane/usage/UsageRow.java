package io.carillon.controlplane.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was used in one step of time.
 *
 * @param at when the step began
 * @param app whose; only if usage was to be told apart by apps
 * @param prefix what the names of the channels begin with, {@code *} for those that have no count of their own; only if usage was to
 *     be told apart by prefixes
 * @param messagesIn events that servers and clients sent, once for each channel
 * @param messagesOut events delivered, once for each connection
 * @param bytesIn the data of the events that were sent
 * @param bytesOut the data of the events that were delivered
 * @param connections at most so many connections were open at once; left out if usage was to be told apart by prefixes
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsageRow(
        Instant at,
        @Nullable String app,
        @Nullable String prefix,
        long messagesIn,
        long messagesOut,
        long bytesIn,
        long bytesOut,
        @Nullable Long connections) {

    UsageRow withConnections(long most) {
        return new UsageRow(at, app, prefix, messagesIn, messagesOut, bytesIn, bytesOut, most);
    }
}
