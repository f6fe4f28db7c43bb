package io.carillon.protocol;

/**
 * A pattern that event names match: 1 to 200 characters, of which {@code *} stands for any run of them, none included. {@code
 * score*} matches {@code score-changed}, {@code *} matches every name. It is matched against the whole name.
 */
public final class EventPattern {

    private final String value;
    private final Stars stars;

    private EventPattern(String value) {
        this.value = value;
        this.stars = new Stars(value);
    }

    /**
     * Reads a pattern.
     *
     * @throws InvalidValueException {@code event_pattern_invalid}
     */
    public static EventPattern of(String text) {
        if (text.isEmpty() || text.length() > EventName.MAX_LENGTH) {
            throw invalid(text, "it has " + text.length() + " characters; give 1 to " + EventName.MAX_LENGTH);
        }
        long stars = Stars.count(text);
        if (stars > Stars.MAX_STARS) {
            throw invalid(text, "it has " + stars + " stars; at most " + Stars.MAX_STARS + " are allowed");
        }
        return new EventPattern(text);
    }

    private static InvalidValueException invalid(String text, String why) {
        return new InvalidValueException(
                "event_pattern_invalid",
                "Invalid pattern for event names " + InvalidValueException.quote(text) + ": " + why + ".");
    }

    /** The pattern as text. */
    public String value() {
        return value;
    }

    /** Whether it is a name, which one event alone has. */
    public boolean isName() {
        return stars.none();
    }

    /** Whether an event of this name is meant. Allocates nothing. */
    public boolean matches(String event) {
        return stars.match(event);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventPattern pattern && pattern.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
