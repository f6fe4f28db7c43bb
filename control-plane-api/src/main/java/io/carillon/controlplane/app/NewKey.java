package io.carillon.controlplane.app;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that is to be made.
 *
 * @param operations what it may be used for; left out for everything
 * @param channels patterns of the channels that it may be used for; left out for all
 * @param endsAt from when it shall no longer be active; left out for never
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record NewKey(
        String name,
        @Nullable List<String> operations,
        @Nullable List<String> channels,
        @Nullable Instant endsAt) {

    static final NewKey FIRST = new NewKey("First key", null, null, null);

    /**
     * @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range}
     * @throws io.carillon.protocol.InvalidValueException {@code scope_invalid} or {@code channel_pattern_invalid}
     */
    public NewKey {
        name = Names.check("name", name);
        ScopeText.read(operations, channels);
    }
}
