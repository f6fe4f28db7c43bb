package io.carillon.controlplane.app;

import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A key pair as it was elsewhere. Prints without the secret.
 *
 * @param key the public half; must not be a key of any app
 * @param secret 1 to 256 characters
 * @param name left out for {@code Imported key}
 */
@Serdeable
public record ImportedKey(
        String key, String secret, @Nullable String name) {

    private static final int LONGEST_SECRET = 256;

    /**
     * @throws io.carillon.protocol.InvalidValueException {@code app_key_invalid} or {@code secret_invalid}
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range}
     */
    public ImportedKey {
        key = AppKey.of(Fields.required("key", key)).value();
        name = Names.check("name", name == null ? "Imported key" : name);
        secret = Secret.of(Fields.required("secret", secret)).reveal();
        if (secret.length() > LONGEST_SECRET) {
            throw Problem.VALUE_OUT_OF_RANGE.because("The secret of key " + key + " has " + secret.length()
                    + " characters; it must have 1 to " + LONGEST_SECRET + ".");
        }
    }

    String called() {
        return String.valueOf(name);
    }

    @Override
    public String toString() {
        return "ImportedKey[" + key + "]";
    }
}
