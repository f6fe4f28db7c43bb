package io.carillon.allinone.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type and read them. */
final class Times {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,7})([smhd])");

    private Times() {}

    /**
     * Reads one such as {@code 12h}.
     *
     * @param flag where it was typed
     * @throws CommandFailedException if it is none
     */
    static Duration read(String flag, String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw CommandFailedException.typed(
                    flag + " must be a time such as 30m, 12h or 7d, and not '" + text + "'.");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** The largest unit of which there are two or more: {@code 90 minutes}, {@code 1 second}. */
    static String words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds >= Duration.ofDays(2).toSeconds()) {
            return time.toDays() + " days";
        }
        if (seconds >= Duration.ofHours(2).toSeconds()) {
            return time.toHours() + " hours";
        }
        return seconds >= 120 ? time.toMinutes() + " minutes" : seconds + (seconds == 1 ? " second" : " seconds");
    }
}
