package io.carillon.controlplane.account;

import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.problem.Problem;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What somebody shows to be let in. Prints nothing.
 *
 * @param code of the authenticator app, or a recovery code; needed only by those who have a second factor
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record SignInRequest(
        String email, String password, @Nullable String code) {

    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_CODE = 40;

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range} */
    public SignInRequest {
        Fields.required("email", email);
        Fields.required("password", password);
        if (email.length() > LONGEST_EMAIL || (code != null && code.length() > LONGEST_CODE)) {
            throw Problem.VALUE_OUT_OF_RANGE.because(
                    "email has at most " + LONGEST_EMAIL + " characters, and code at most " + LONGEST_CODE + ".");
        }
    }

    @Override
    public String toString() {
        return "SignInRequest[hidden]";
    }
}
