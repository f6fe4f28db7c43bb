package io.carillon.controlplane.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was used.
 *
 * @param app whose, if it is one app's
 * @param organisation whose, if it is an organisation's
 * @param from the beginning of the first step
 * @param to the end of the last
 * @param step {@code minute}, {@code hour} or {@code day}
 * @param items in the order of time; steps in which nothing was used are left out
 * @param totals everything together
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsageView(
        @Nullable String app,
        @Nullable String organisation,
        Instant from,
        Instant to,
        String step,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<UsageRow> items,
        Totals totals) {

    /** Sums of all items, and the most connections of any step. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Totals(
            long messagesIn,
            long messagesOut,
            long messages,
            long bytesIn,
            long bytesOut,
            @Nullable Long connections) {}

    static UsageView of(UsageQuestion question, List<UsageRow> items) {
        boolean ofApp = question.subject() instanceof Subject.OfApp;
        String id = question.subject().id();
        return new UsageView(
                ofApp ? id : null,
                ofApp ? null : id,
                question.from(),
                question.to(),
                question.step().word(),
                items,
                totals(question, items));
    }

    private static Totals totals(UsageQuestion question, List<UsageRow> items) {
        long in = items.stream().mapToLong(UsageRow::messagesIn).sum();
        long out = items.stream().mapToLong(UsageRow::messagesOut).sum();
        long most = items.stream()
                .map(UsageRow::connections)
                .mapToLong(connections -> connections == null ? 0 : connections)
                .max()
                .orElse(0);
        return new Totals(
                in,
                out,
                in + out,
                items.stream().mapToLong(UsageRow::bytesIn).sum(),
                items.stream().mapToLong(UsageRow::bytesOut).sum(),
                // Of apps that are told apart, what they had at different times cannot be added up.
                question.grouping() == Grouping.NONE ? Long.valueOf(most) : null);
    }
}
