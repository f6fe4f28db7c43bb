package io.carillon.controlplane.usage;

import io.carillon.protocol.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How finely usage is told. All in UTC. */
enum Step {
    MINUTE(ChronoUnit.MINUTES, Duration.ofDays(3), Duration.ofDays(3), Duration.ofHours(1)),
    HOUR(ChronoUnit.HOURS, Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(1)),
    DAY(ChronoUnit.DAYS, null, Duration.ofDays(1_100), Duration.ofDays(30));

    private final ChronoUnit unit;
    private final @Nullable Duration kept;
    private final Duration longest;
    private final Duration usual;

    Step(ChronoUnit unit, @Nullable Duration kept, Duration longest, Duration usual) {
        this.unit = unit;
        this.kept = kept;
        this.longest = longest;
        this.usual = usual;
    }

    /**
     * Reads a step; hours if none is given.
     *
     * @throws InvalidValueException {@code usage_step_invalid}
     */
    static Step of(@Nullable String word) {
        if (word == null) {
            return HOUR;
        }
        for (Step step : values()) {
            if (step.word().equals(word)) {
                return step;
            }
        }
        throw new InvalidValueException(
                "usage_step_invalid",
                "step is " + InvalidValueException.quote(word) + "; it must be minute, hour or day.");
    }

    /** As it is kept and asked for. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When the step began in which this moment lies. */
    Instant start(Instant moment) {
        return moment.truncatedTo(unit);
    }

    Duration length() {
        return unit.getDuration();
    }

    /** How long it is kept; null for ever. */
    @Nullable
    Duration kept() {
        return kept;
    }

    /** The longest time that may be asked for at once. */
    Duration longest() {
        return longest;
    }

    /** The time that is meant if nothing is said. */
    Duration usual() {
        return usual;
    }
}
