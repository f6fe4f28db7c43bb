package io.carillon.protocol;

/**
 * A pattern that channel names match: the letters of channel names, and {@code *} for any run of them, none included. {@code
 * private-chat-*} matches {@code private-chat-7}, {@code *} matches every channel. It is matched against the whole name, prefix
 * included, and letters count as they are written.
 */
public final class ChannelPattern {

    /** Matches every channel. */
    public static final ChannelPattern EVERY = new ChannelPattern("*");

    private static final int MAX_LENGTH = ChannelName.MAX_LENGTH;
    private final String value;
    private final Stars stars;

    private ChannelPattern(String value) {
        this.value = value;
        this.stars = new Stars(value);
    }

    /**
     * Reads a pattern.
     *
     * @throws InvalidValueException {@code channel_pattern_invalid}
     */
    public static ChannelPattern of(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw invalid(text, "it has " + text.length() + " characters; give 1 to " + MAX_LENGTH);
        }
        long stars = Stars.count(text);
        if (stars > Stars.MAX_STARS) {
            throw invalid(text, "it has " + stars + " stars; at most " + Stars.MAX_STARS + " are allowed");
        }
        String letters = text.startsWith("#server-to-user-") ? text.substring(1) : text;
        for (int i = 0; i < letters.length(); i++) {
            if (letters.charAt(i) != '*' && !ChannelName.isLetter(letters.charAt(i))) {
                throw invalid(text, "use A-Z a-z 0-9 _ - = @ , . ; and * for any of them");
            }
        }
        return text.equals(EVERY.value) ? EVERY : new ChannelPattern(text);
    }

    private static InvalidValueException invalid(String text, String why) {
        return new InvalidValueException(
                "channel_pattern_invalid",
                "Invalid channel pattern " + InvalidValueException.quote(text) + ": " + why + ".");
    }

    /** The pattern as text. */
    public String value() {
        return value;
    }

    /** Whether a channel of this name is meant. Allocates nothing. */
    public boolean matches(ChannelName channel) {
        return stars.match(channel.value());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelPattern pattern && pattern.value.equals(value);
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
