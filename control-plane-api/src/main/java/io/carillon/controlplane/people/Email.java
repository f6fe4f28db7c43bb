package io.carillon.controlplane.people;

import io.carillon.controlplane.management.Fields;
import io.carillon.protocol.InvalidValueException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address, in lower case. Nothing is ever sent to it: it is what somebody signs in with.
 *
 * @param value as it is kept
 */
public record Email(String value) {

    private static final int LONGEST = 254;
    private static final Pattern FORM = Pattern.compile(
            "[\\p{Alnum}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\\p{Alnum}](?:[\\p{Alnum}.-]{0,250}[\\p{Alnum}])?");

    /**
     * Reads an address.
     *
     * @throws InvalidValueException {@code email_invalid}
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing}
     */
    public static Email of(@Nullable String text) {
        String value = Fields.required("email", text).strip().toLowerCase(Locale.ROOT);
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new InvalidValueException("email_invalid", "email is no e-mail address such as ann@example.com.");
        }
        return new Email(value);
    }
}
