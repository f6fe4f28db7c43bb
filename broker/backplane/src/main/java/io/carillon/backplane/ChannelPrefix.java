package io.carillon.backplane;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelType;

/**
 * What channels of one kind have in common by their names, so that usage can be told apart without a count for each channel:
 * the prefix of the {@link ChannelType}, and what follows it up to and with the first separator, or up to the first digit.
 * {@code private-chat-7} has {@code private-chat-}, {@code room12} has {@code room}, {@code lobby} has {@code lobby}, and a
 * name of digits has the empty prefix. All users' own channels have one prefix, or there would be one for each user.
 *
 * @param text at most {@value #MAX_LENGTH} characters
 */
public record ChannelPrefix(String text) implements Comparable<ChannelPrefix> {

    /** The greatest length, in characters. */
    public static final int MAX_LENGTH = 80;

    /** Stands for all that have no count of their own. No channel can be called so. */
    public static final ChannelPrefix REST = new ChannelPrefix("*");

    private static final String SEPARATORS = "-._;,=@";

    /** @throws IllegalArgumentException if it is longer than any prefix */
    public ChannelPrefix {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a channel prefix has at most " + MAX_LENGTH + " characters");
        }
    }

    /** The prefix that the channel's usage is counted under. */
    public static ChannelPrefix of(ChannelName channel) {
        ChannelType type = channel.type();
        String name = channel.value();
        return new ChannelPrefix(
                type == ChannelType.SERVER_TO_USER
                        ? type.prefix()
                        : name.substring(0, end(name, type.prefix().length())));
    }

    private static int end(String name, int from) {
        int most = Math.min(name.length(), MAX_LENGTH);
        for (int i = from; i < most; i++) {
            char c = name.charAt(i);
            if (c >= '0' && c <= '9') {
                return i;
            }
            if (SEPARATORS.indexOf(c) >= 0) {
                return i + 1;
            }
        }
        return most;
    }

    @Override
    public int compareTo(ChannelPrefix other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
