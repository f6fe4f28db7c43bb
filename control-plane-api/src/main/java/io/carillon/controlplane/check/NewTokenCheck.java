package io.carillon.controlplane.check;

import io.carillon.backplane.Operation;
import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.ChannelName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question about a token. Prints without it.
 *
 * @param token the token itself; neither kept nor answered
 * @param channel what the token may do there is asked as well; it need not be there
 * @param operation {@code subscribe}, {@code publish}, {@code presence} or {@code history}; {@code subscribe} if it is left out
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record NewTokenCheck(
        String token, @Nullable String channel, @Nullable String operation) {

    private static final Set<String> OPERATIONS = Set.of("subscribe", "publish", "presence", "history");

    /**
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range}
     * @throws io.carillon.protocol.InvalidValueException {@code channel_name_invalid}
     */
    public NewTokenCheck {
        Fields.required("token", token);
        if (channel != null) {
            ChannelName.of(channel);
        }
        if (operation != null && !OPERATIONS.contains(operation)) {
            throw Problem.VALUE_OUT_OF_RANGE.because("operation must be subscribe, publish, presence or history.");
        }
    }

    @Nullable
    ChannelName where() {
        return channel == null ? null : ChannelName.of(channel);
    }

    Operation what() {
        return operation == null ? Operation.SUBSCRIBE : Operation.valueOf(operation.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "NewTokenCheck[" + channel + ", " + operation + "]";
    }
}
