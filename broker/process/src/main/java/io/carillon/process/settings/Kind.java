package io.carillon.process.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of a setting must be. */
public enum Kind {
    /** Any text. */
    TEXT,
    /** The path of a file or folder. */
    FILE,
    /** A whole number from 0 to 999999. */
    NUMBER,
    /** A whole number from 1 to 10000. */
    COUNT,
    /** A TCP port, or 0. */
    PORT,
    /** {@code true} or {@code false}. */
    SWITCH,
    /** Whole seconds, minutes or hours, as {@code 30s}, {@code 2m}, {@code 1h}. */
    DURATION;

    private static final Pattern DURATION_TEXT = Pattern.compile("([1-9][0-9]{0,5})([smh])");
    private static final int HIGHEST_PORT = 65_535;
    private static final int HIGHEST_COUNT = 10_000;

    /** What is wrong with a text, as the end of a sentence that begins with the setting's name; empty if it is well. */
    Optional<String> complaint(String text) {
        boolean well = switch (this) {
            case TEXT, FILE -> true;
            case NUMBER -> text.matches("[0-9]{1,6}");
            case COUNT -> text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= HIGHEST_COUNT;
            case PORT -> text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT;
            case SWITCH -> text.equals("true") || text.equals("false");
            case DURATION -> DURATION_TEXT.matcher(text).matches();
        };
        return well
                ? Optional.empty()
                : Optional.of(
                        switch (this) {
                            case NUMBER -> "must be a whole number from 0 to 999999";
                            case COUNT -> "must be a whole number from 1 to 10000";
                            case PORT -> "must be a port from 0 to 65535";
                            case SWITCH -> "must be true or false";
                            case DURATION -> "must be a time such as 30s, 2m or 1h";
                            case TEXT, FILE -> throw new IllegalStateException("any text will do");
                        });
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION_TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration: " + text);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }
}
