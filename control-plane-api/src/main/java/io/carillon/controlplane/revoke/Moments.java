package io.carillon.controlplane.revoke;

import io.carillon.protocol.InvalidValueException;
import io.micronaut.json.tree.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Moments as those who revoke write them. */
final class Moments {

    // Twelve digits are enough for thirty thousand years, and too few for milliseconds.
    private static final long LAST_SECOND = 999_999_999_999L;

    private Moments() {}

    /**
     * A moment, to the millisecond; null if none is there.
     *
     * @throws InvalidValueException {@code revocation_time_invalid}
     */
    static @Nullable Instant find(String field, @Nullable JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return null;
        }
        try {
            if (sent.isString()) {
                return OffsetDateTime.parse(sent.getStringValue()).toInstant().truncatedTo(ChronoUnit.MILLIS);
            }
            if (sent.isNumber() && sent.getDoubleValue() >= 0 && sent.getDoubleValue() <= LAST_SECOND) {
                return Instant.ofEpochSecond(sent.getLongValue());
            }
        } catch (DateTimeException noMoment) {
            // Said below.
        }
        throw new InvalidValueException(
                "revocation_time_invalid",
                field + " must be a moment such as \"2026-11-25T10:00:00Z\", or the seconds since 1970 as a number.");
    }
}
