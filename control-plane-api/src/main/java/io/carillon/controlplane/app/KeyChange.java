package io.carillon.controlplane.app;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a key; what is left out stays. When it ends is for rotating and revoking it to say. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record KeyChange(
        @Nullable String name,
        @Nullable List<String> operations,
        @Nullable List<String> channels) {

    /**
     * @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range}
     * @throws io.carillon.protocol.InvalidValueException {@code scope_invalid} or {@code channel_pattern_invalid}
     */
    public KeyChange {
        name = name == null ? null : Names.check("name", name);
        ScopeText.read(operations, channels);
    }
}
