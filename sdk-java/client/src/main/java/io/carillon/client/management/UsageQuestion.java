package io.carillon.client.management;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What usage is asked for.
 *
 * <pre>{@code
 * UsageQuestion.by(UsageQuestion.Step.DAY).from(Instant.parse("2026-11-01T00:00:00Z")).tellingPrefixesApart();
 * }</pre>
 *
 * @param from null for an hour, a day or 30 days before the end
 * @param to up to which it is told; null for now
 * @param byPrefix whether channels are told apart by what their names begin with
 */
public record UsageQuestion(
        Step step, @Nullable Instant from, @Nullable Instant to, boolean byPrefix) {

    /** How long each step of an answer is. */
    public enum Step {
        /** Kept for 3 days. */
        MINUTE,
        /** Kept for 90 days. */
        HOUR,
        /** Kept for ever. */
        DAY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The last hour by minutes, the last day by hours, or the last 30 days. */
    public static UsageQuestion by(Step step) {
        return new UsageQuestion(step, null, null, false);
    }

    /** The same from then on. */
    public UsageQuestion from(Instant beginning) {
        return new UsageQuestion(step, beginning, to, byPrefix);
    }

    /** The same up to then. */
    public UsageQuestion to(Instant end) {
        return new UsageQuestion(step, from, end, byPrefix);
    }

    /** The same with channels told apart by what their names begin with. */
    public UsageQuestion tellingPrefixesApart() {
        return new UsageQuestion(step, from, to, true);
    }

    String query() {
        return Call.query("step", step.word(), "from", from, "to", to, "by", byPrefix ? "prefix" : null);
    }
}
