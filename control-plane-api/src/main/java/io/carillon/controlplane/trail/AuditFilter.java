package io.carillon.controlplane.trail;

import io.carillon.controlplane.audit.AuditQuestion;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which lines are asked for; what is left out is any. */
@Introspected
record AuditFilter(
        @Nullable @QueryValue @Parameter(description = "id of the app that they are about")
        String app,

        @Nullable @QueryValue @Parameter(description = "its word, as `app.change`")
        String action,

        @Nullable @QueryValue @Parameter(description = "id or name of who did it")
        String actor,

        @Nullable @QueryValue @Parameter(description = "`done` or `refused`")
        String outcome,

        @Nullable @QueryValue @Parameter(description = "a date or moment in ISO 8601, from which on")
        String from,

        @Nullable @QueryValue @Parameter(description = "a date or moment in ISO 8601, up to which")
        String to) {

    /**
     * As it is asked of the log.
     *
     * @param outsiders whether the reader may know who outsiders are
     * @throws InvalidValueException {@code audit_outcome_invalid} or {@code audit_time_invalid}
     */
    AuditQuestion of(@Nullable String organisation, boolean outsiders) {
        if (outcome != null && !List.of("done", "refused").contains(outcome)) {
            throw new InvalidValueException(
                    "audit_outcome_invalid",
                    "outcome is " + InvalidValueException.quote(outcome) + "; it must be done or refused.");
        }
        return new AuditQuestion(
                organisation, outsiders, app, action, actor, outcome, moment("from", from), moment("to", to));
    }

    private static @Nullable Instant moment(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            // Unescaped, the plus of an offset has become a space on the way.
            Instant moment = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            int year = moment.atOffset(ZoneOffset.UTC).getYear();
            // Beyond that the databases do not agree.
            if (year >= 1 && year <= 9999) {
                return moment;
            }
        } catch (DateTimeException notAMoment) {
            // Told below.
        }
        throw new InvalidValueException(
                "audit_time_invalid",
                parameter + " is " + InvalidValueException.quote(text)
                        + "; it must be a date such as 2026-11-25, or a moment such as 2026-11-25T10:00:00Z.");
    }
}
