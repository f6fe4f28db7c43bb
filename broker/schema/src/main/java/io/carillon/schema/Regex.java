package io.carillon.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A regular expression of a tenant, in RE2's syntax: its time grows with the text, whatever it is. */
final class Regex {

    private static final int LONGEST = 256;
    private static final int LARGEST = 1_000;
    // Up to so many states, few of them are looked at with each character. To have all of them looked at takes a large
    // expression.
    private static final int SMALL = 60;
    private static final int LOOKS_A_STEP = 3;

    // What is larger is not even tried: the engine writes repetitions out, those of groups of repetitions one by one.
    private static final int LARGEST_GUESS = 20_000;
    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("(\\)?)\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private final Pattern pattern;
    private final long stepsPerCharacter;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
        long size = pattern.programSize();
        this.stepsPerCharacter = 1 + size * Math.max(SMALL, size) / SMALL / LOOKS_A_STEP;
    }

    /** @throws IllegalArgumentException if there is no such expression, or none so large; says why */
    static Regex of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
        }
        if (guess(text) > LARGEST_GUESS) {
            throw new IllegalArgumentException("has too many repetitions within repetitions");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is not a regular expression that RE2 knows: " + e.getDescription(), e);
        }
        if (pattern.programSize() > LARGEST) {
            throw new IllegalArgumentException("has too many repetitions: it would be " + pattern.programSize()
                    + " states, and at most " + LARGEST + " are allowed");
        }
        return new Regex(pattern);
    }

    /** At least as many states as the expression will have: repetitions of groups may stand in each other, all others side by side. */
    private static double guess(String text) {
        double ofGroups = 1;
        double ofOthers = 1;
        for (var found = REPETITION.matcher(text); found.find(); ) {
            double times = Math.max(1, Math.max(number(found.group(2)), number(found.group(3))));
            if (found.group(1).isEmpty()) {
                ofOthers = Math.max(ofOthers, times);
            } else {
                ofGroups *= times;
            }
        }
        return text.length() * ofOthers * ofGroups;
    }

    private static double number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    String text() {
        return pattern.pattern();
    }

    /** Whether it matches anywhere in the text. */
    boolean isFoundIn(String text, Check check) {
        check.spend(1 + stepsPerCharacter * (text.length() + 2));
        return pattern.matcher(text).find();
    }
}
