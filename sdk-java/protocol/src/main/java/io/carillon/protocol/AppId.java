package io.carillon.protocol;

/**
 * The id of an app: 1 to 19 decimal digits. Only digits, because Pusher's Python, Go and Node libraries refuse or mangle
 * anything else.
 *
 * @param value the id as text
 */
public record AppId(String value) {

    private static final int MAX_LENGTH = 19;

    /** @throws InvalidValueException {@code app_id_invalid} */
    public AppId {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !isDigits(value)) {
            throw new InvalidValueException(
                    "app_id_invalid",
                    "Invalid app id " + InvalidValueException.quote(value) + ": it must be 1 to 19 decimal digits.");
        }
    }

    /** Reads an id; the same as the constructor. */
    public static AppId of(String text) {
        return new AppId(text);
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
