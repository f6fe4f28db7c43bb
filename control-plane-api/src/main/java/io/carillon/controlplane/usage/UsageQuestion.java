package io.carillon.controlplane.usage;

import io.carillon.protocol.InvalidValueException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know of usage. It exists only if it can be answered.
 *
 * @param from the beginning of a step
 * @param to the beginning of a step, and not part of the time that is asked about
 */
record UsageQuestion(Subject subject, Instant from, Instant to, Step step, Grouping grouping) {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2999;

    /**
     * Reads a question. Moments are ISO 8601, a date alone is its beginning in UTC.
     *
     * @param from the step in which it lies is the first; if it is left out, a usual time before {@code to}
     * @param to the step in which it lies is the last, unless it is the very beginning of it; now if it is left out
     * @throws InvalidValueException {@code usage_time_invalid}, {@code usage_range_invalid}, {@code usage_step_invalid} or {@code
     *     usage_grouping_invalid}
     */
    static UsageQuestion of(
            Subject subject,
            @Nullable String from,
            @Nullable String to,
            @Nullable String step,
            @Nullable String by,
            Instant now) {
        Step steps = Step.of(step);
        Instant end = to == null ? now : moment("to", to);
        Instant last = steps.start(end).equals(end) ? end : steps.start(end).plus(steps.length());
        Instant first = steps.start(from == null ? last.minus(steps.usual()) : moment("from", from));
        if (!first.isBefore(last)) {
            throw new InvalidValueException(
                    "usage_range_invalid",
                    "from must lie before to: it begins at " + first + " and ends at " + last + ".");
        }
        Duration asked = Duration.between(first, last);
        if (asked.compareTo(steps.longest()) > 0) {
            throw new InvalidValueException(
                    "usage_range_invalid",
                    "From " + first + " to " + last + " there are more " + steps.word()
                            + "s than can be told at once: at most "
                            + steps.longest().toDays() + " days of them. Ask for less, or for a longer step.");
        }
        return new UsageQuestion(subject, first, last, steps, Grouping.of(by, subject));
    }

    private static Instant moment(String parameter, String text) {
        try {
            // Unescaped, the plus of an offset has become a space on the way.
            Instant moment = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            int year = moment.atOffset(ZoneOffset.UTC).getYear();
            if (year >= FIRST_YEAR && year <= LAST_YEAR) {
                return moment;
            }
        } catch (DateTimeException notAMoment) {
            // Told below.
        }
        throw new InvalidValueException(
                "usage_time_invalid",
                parameter + " is " + InvalidValueException.quote(text)
                        + "; it must be a date such as 2026-11-25, or a moment such as 2026-11-25T10:00:00Z.");
    }
}
