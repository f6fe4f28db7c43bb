package io.carillon.protocol;

/**
 * The name of an event that an app may publish: 1 to 200 characters, and not one of the names that Pusher keeps for
 * itself.
 *
 * @param value the name as text
 */
public record EventName(String value) {

    /** The greatest length of a name in characters. */
    public static final int MAX_LENGTH = 200;

    /** What the names of events between clients begin with. */
    public static final String CLIENT_PREFIX = "client-";

    /** @throws InvalidValueException {@code event_name_invalid}, {@code event_name_too_long} or {@code event_name_reserved} */
    public EventName {
        if (value.isEmpty()) {
            throw new InvalidValueException("event_name_invalid", "An event needs a name of 1 to 200 characters.");
        }
        if (value.length() > MAX_LENGTH) {
            throw new InvalidValueException(
                    "event_name_too_long",
                    "Event name " + InvalidValueException.quote(value) + " has " + value.length()
                            + " characters; at most " + MAX_LENGTH + " are allowed.");
        }
        if (value.startsWith("pusher:") || value.startsWith("pusher_internal:")) {
            throw new InvalidValueException(
                    "event_name_reserved",
                    "Event name " + InvalidValueException.quote(value)
                            + " is reserved: names that begin with pusher: or pusher_internal: belong to the protocol.");
        }
    }

    /** Reads a name; the same as the constructor. */
    public static EventName of(String text) {
        return new EventName(text);
    }

    /** Whether this is the name of an event between clients. */
    public boolean isClientEvent() {
        return value.startsWith(CLIENT_PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
