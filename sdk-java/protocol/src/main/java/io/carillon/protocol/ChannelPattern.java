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
    private static final int MAX_STARS = 8;

    private final String value;
    // Most patterns are a name, or a prefix and one star at the end: those are one comparison.
    private final int firstStar;

    private ChannelPattern(String value) {
        this.value = value;
        this.firstStar = value.indexOf('*');
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
        long stars = text.chars().filter(c -> c == '*').count();
        if (stars > MAX_STARS) {
            throw invalid(text, "it has " + stars + " stars; at most " + MAX_STARS + " are allowed");
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
        return matches(channel.value());
    }

    private boolean matches(String name) {
        if (firstStar < 0) {
            return value.equals(name);
        }
        if (!name.regionMatches(0, value, 0, firstStar)) {
            return false;
        }
        return firstStar == value.length() - 1 || matchesFrom(name);
    }

    /** Each star takes as little as it can, and more whenever what follows it does not fit: no need to go back further. */
    private boolean matchesFrom(String name) {
        int in = 0;
        int at = 0;
        int star = -1;
        int takenUpTo = 0;
        while (in < name.length()) {
            if (at < value.length() && value.charAt(at) == '*') {
                star = at++;
                takenUpTo = in;
            } else if (at < value.length() && value.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++takenUpTo;
            } else {
                return false;
            }
        }
        while (at < value.length() && value.charAt(at) == '*') {
            at++;
        }
        return at == value.length();
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
