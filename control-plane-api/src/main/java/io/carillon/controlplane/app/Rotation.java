package io.carillon.controlplane.app;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * How a key is to be replaced.
 *
 * @param overlapSeconds how long the old key stays active beside the new one; a day if it is left out
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Rotation(@Nullable Integer overlapSeconds) {

    private static final int DAY = 24 * 3_600;

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    public Rotation {
        overlapSeconds = overlapSeconds == null ? Integer.valueOf(DAY) : overlapSeconds;
        new SettingRange(0, 90L * DAY).check("overlap_seconds", overlapSeconds);
    }

    int overlap() {
        return overlapSeconds == null ? DAY : overlapSeconds;
    }
}
