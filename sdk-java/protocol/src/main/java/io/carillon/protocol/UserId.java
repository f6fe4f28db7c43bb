package io.carillon.protocol;

/**
 * Who a user is, in the app's own words: 1 to 128 characters. Numbers that apps send are kept as the digits they wrote,
 * so that none is lost.
 *
 * @param value the id as text
 */
public record UserId(String value) {

    /** The greatest length of an id in characters. */
    public static final int MAX_LENGTH = 128;

    /** @throws InvalidValueException {@code user_id_invalid} */
    public UserId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new InvalidValueException(
                    "user_id_invalid",
                    "User id " + InvalidValueException.quote(value) + " must have 1 to " + MAX_LENGTH + " characters.");
        }
    }

    /** Reads an id; the same as the constructor. */
    public static UserId of(String text) {
        return new UserId(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
