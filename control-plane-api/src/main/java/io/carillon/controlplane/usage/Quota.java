package io.carillon.controlplane.usage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How many messages, in and out, may be used in which time of UTC. */
enum Quota {
    MESSAGES_PER_DAY("day") {
        @Override
        Instant start(Instant now) {
            return now.truncatedTo(ChronoUnit.DAYS);
        }

        @Override
        Instant end(Instant now) {
            return start(now).plus(1, ChronoUnit.DAYS);
        }
    },
    MESSAGES_PER_MONTH("month") {
        @Override
        Instant start(Instant now) {
            return firstDay(now).toInstant();
        }

        @Override
        Instant end(Instant now) {
            return firstDay(now).plusMonths(1).toInstant();
        }
    };

    private final String period;

    Quota(String period) {
        this.period = period;
    }

    /** When the period began in which this moment lies. */
    abstract Instant start(Instant now);

    /** When the next begins, and all may be used anew. */
    abstract Instant end(Instant now);

    /** {@code day} or {@code month}, as it is kept. */
    String period() {
        return period;
    }

    /** As it is kept and shown: {@code messages_per_day}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static ZonedDateTime firstDay(Instant now) {
        return now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    }
}
