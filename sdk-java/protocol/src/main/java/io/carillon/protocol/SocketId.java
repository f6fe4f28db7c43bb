package io.carillon.protocol;

/**
 * The id of one connection: digits, a full stop, digits. Every Pusher library checks exactly this before it signs, so
 * that nobody can make an auth endpoint sign something else.
 *
 * @param value the id as text, at most 64 characters
 */
public record SocketId(String value) {

    private static final int MAX_LENGTH = 64;

    /** @throws InvalidValueException {@code socket_id_invalid} */
    public SocketId {
        int stop = value.indexOf('.');
        if (value.length() > MAX_LENGTH || !isDigits(value, 0, stop) || !isDigits(value, stop + 1, value.length())) {
            throw new InvalidValueException(
                    "socket_id_invalid",
                    "Invalid socket id " + InvalidValueException.quote(value)
                            + ": it must be digits, a full stop, digits, as in 1234.5678.");
        }
    }

    /** Reads an id; the same as the constructor. */
    public static SocketId of(String text) {
        return new SocketId(text);
    }

    private static boolean isDigits(String text, int from, int to) {
        if (to <= from) {
            return false;
        }
        for (int i = from; i < to; i++) {
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
