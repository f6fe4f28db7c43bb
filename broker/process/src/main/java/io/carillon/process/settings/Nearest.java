package io.carillon.process.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds the setting that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /**
     * A question that offers the nearest setting, with a space before it; empty if none is near.
     *
     * @param name as it was written: a flag, a name in the environment or a word in the file
     * @param role what the process is; nothing is offered that would mean nothing to it
     * @param form how the offered setting is written there
     */
    public static String question(String name, Role role, Function<Setting, String> form) {
        String word = name.replaceFirst("^(--?|CARILLON_)", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return Setting.of(role).stream()
                .filter(setting -> !setting.isHidden())
                .filter(setting -> distance(word, setting.word()) <= (word.length() + 2) / 3)
                .min(Comparator.comparingInt(setting -> distance(word, setting.word())))
                .map(setting -> " Did you mean " + form.apply(setting) + "?")
                .orElse("");
    }

    /** The one of some words that was probably meant; empty if none is near. */
    public static Optional<String> of(String word, Collection<String> words) {
        return words.stream()
                .filter(other -> distance(word, other) <= (word.length() + 2) / 3)
                .min(Comparator.comparingInt(other -> distance(word, other)));
    }

    /** How many characters must be added, taken away or replaced to make one word of the other. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
