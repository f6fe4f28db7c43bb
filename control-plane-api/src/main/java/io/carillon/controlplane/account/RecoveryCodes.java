package io.carillon.controlplane.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Codes that each stand once for one of the app. Prints nothing.
 *
 * @param recoveryCodes shown this once
 * @param csrfToken the session's new one; left out if the session is as it was
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecoveryCodes(
        List<String> recoveryCodes, @Nullable String csrfToken) {

    @Override
    public String toString() {
        return "RecoveryCodes[hidden]";
    }
}
