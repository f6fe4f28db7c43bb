package io.carillon.controlplane.revoke;

import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be kept out, and how long: for so many seconds or until a moment.
 *
 * @param user id of the user; where the path names the user, it is left out
 * @param seconds from now on
 * @param until as ISO 8601 or in seconds since 1970
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record NewBlock(
        @Nullable String user,
        @Nullable Long seconds,

        @Nullable @Schema(implementation = String.class, description = "As ISO 8601, or in seconds since 1970.")
        JsonNode until) {

    private static final Duration LONGEST = Duration.ofDays(3650);

    /** @throws InvalidValueException {@code revocation_invalid} or {@code revocation_time_invalid} */
    public NewBlock {
        if ((seconds == null) == (Moments.find("until", until) == null)) {
            throw new InvalidValueException(
                    "revocation_invalid", "Give either seconds or until: how long the user is to be kept out.");
        }
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} */
    String whom() {
        return Fields.required("user", user);
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    Instant end(Instant now) {
        Instant moment = Moments.find("until", until);
        if (seconds != null && (seconds < 1 || seconds > LONGEST.toSeconds())) {
            throw Problem.VALUE_OUT_OF_RANGE.because(
                    "seconds is " + seconds + "; a block lasts 1 to " + LONGEST.toSeconds() + " seconds.");
        }
        Instant end = moment == null ? now.plusSeconds(seconds == null ? 0 : seconds) : moment;
        if (!end.isAfter(now)) {
            throw Problem.VALUE_OUT_OF_RANGE.because("until is " + end + ", which is over already.");
        }
        if (end.isAfter(now.plus(LONGEST))) {
            throw Problem.VALUE_OUT_OF_RANGE.because(
                    "until is " + end + "; a block lasts at most " + LONGEST.toDays() + " days.");
        }
        return end.truncatedTo(ChronoUnit.MILLIS);
    }
}
