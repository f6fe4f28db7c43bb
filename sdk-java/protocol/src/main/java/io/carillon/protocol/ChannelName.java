package io.carillon.protocol;

/**
 * The name of a channel: 1 to 200 of {@code A-Z a-z 0-9 _ - = @ , . ;}, or {@code #server-to-user-} and a user id, which may have
 * {@code | : + / ~ ! $ & ' ( )} besides: identity providers make such ids, as {@code auth0|7}.
 *
 * <p>Source: Pusher Channels documentation, "channel naming conventions"; the length is the one its server libraries
 * enforce.
 */
public final class ChannelName implements Comparable<ChannelName> {

    /** The greatest length of a name, prefix included, in characters. */
    public static final int MAX_LENGTH = 200;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-=@,.;";
    private static final boolean[] ALPHABET = alphabet(LETTERS);
    private static final boolean[] OF_USERS = alphabet(LETTERS + "|:+/~!$&'()");

    private final String value;
    private final ChannelType type;

    private ChannelName(String value, ChannelType type) {
        this.value = value;
        this.type = type;
    }

    /**
     * Reads a name.
     *
     * @throws InvalidValueException {@code channel_name_invalid} or {@code channel_name_too_long}
     */
    public static ChannelName of(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidValueException(
                    "channel_name_too_long",
                    "Channel name " + InvalidValueException.quote(text) + " has " + text.length()
                            + " characters; at most " + MAX_LENGTH + " are allowed, prefix included.");
        }
        ChannelType type = ChannelType.of(text);
        boolean ofUser = type == ChannelType.SERVER_TO_USER;
        int start = ofUser ? type.prefix().length() : 0;
        if (start == text.length() || !isIn(ofUser ? OF_USERS : ALPHABET, text, start)) {
            throw new InvalidValueException(
                    "channel_name_invalid",
                    "Invalid channel name " + InvalidValueException.quote(text)
                            + ": use one or more of A-Z a-z 0-9 _ - = @ , . ; and nothing else.");
        }
        if (text.length() - start > UserId.MAX_LENGTH && ofUser) {
            throw new InvalidValueException(
                    "channel_name_too_long",
                    "Channel name " + InvalidValueException.quote(text) + " names a user of " + (text.length() - start)
                            + " characters; a user id has at most " + UserId.MAX_LENGTH + ".");
        }
        return new ChannelName(text, type);
    }

    /**
     * The channel on which a server reaches one signed-in user.
     *
     * @throws InvalidValueException {@code user_id_invalid} if the id has characters that a channel name may not have
     */
    public static ChannelName serverToUser(UserId user) {
        if (!isIn(OF_USERS, user.value(), 0)) {
            throw new InvalidValueException(
                    "user_id_invalid",
                    "User id " + InvalidValueException.quote(user.value())
                            + " cannot be reached by events: use one or more of A-Z a-z 0-9 _ - = @ , . ; | : + / ~ ! $ & ' ( ) and nothing else.");
        }
        return new ChannelName(ChannelType.SERVER_TO_USER.prefix() + user.value(), ChannelType.SERVER_TO_USER);
    }

    private static boolean[] alphabet(String letters) {
        var alphabet = new boolean[128];
        letters.chars().forEach(c -> alphabet[c] = true);
        return alphabet;
    }

    private static boolean isIn(boolean[] alphabet, String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !alphabet[c]) {
                return false;
            }
        }
        return true;
    }

    /** Whether names may have it anywhere. */
    static boolean isLetter(char c) {
        return c < 128 && ALPHABET[c];
    }

    /** The name as text. */
    public String value() {
        return value;
    }

    /** What the prefix makes of this channel. */
    public ChannelType type() {
        return type;
    }

    /**
     * The user whose channel this is.
     *
     * @throws IllegalStateException if it is not a {@link ChannelType#SERVER_TO_USER} channel
     */
    public UserId user() {
        if (type != ChannelType.SERVER_TO_USER) {
            throw new IllegalStateException(value + " is nobody's channel");
        }
        return UserId.of(value.substring(type.prefix().length()));
    }

    @Override
    public int compareTo(ChannelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelName name && name.value.equals(value);
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
