package io.carillon.protocol;

/**
 * The public half of a key pair: 1 to 128 of {@code A-Z a-z 0-9 _ - . ~}. It stands in URLs and before the colon of auth
 * strings, and is no secret.
 *
 * @param value the key as text
 */
public record AppKey(String value) {

    private static final int MAX_LENGTH = 128;

    /** @throws InvalidValueException {@code app_key_invalid} */
    public AppKey {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !isUrlSafe(value)) {
            throw new InvalidValueException(
                    "app_key_invalid",
                    "Invalid app key " + InvalidValueException.quote(value)
                            + ": use 1 to 128 of A-Z a-z 0-9 _ - . ~ and nothing else.");
        }
    }

    /** Reads a key; the same as the constructor. */
    public static AppKey of(String text) {
        return new AppKey(text);
    }

    private static boolean isUrlSafe(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUrlSafe(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUrlSafe(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.'
                || c == '~';
    }

    @Override
    public String toString() {
        return value;
    }
}
