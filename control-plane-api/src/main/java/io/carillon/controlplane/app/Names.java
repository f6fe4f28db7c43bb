package io.carillon.controlplane.app;

import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Names that people give to things. */
public final class Names {

    private static final int LONGEST = 100;

    private Names() {}

    /**
     * The name without blanks around it.
     *
     * @param field for the refusal
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing}; {@code value_out_of_range} if it is empty, longer than 100 characters, or has
     *     characters that break lines or are not to be seen
     */
    public static String check(String field, @Nullable String text) {
        String name = Fields.required(field, text).strip();
        if (name.isEmpty() || name.length() > LONGEST) {
            throw Problem.VALUE_OUT_OF_RANGE.because(
                    field + " has " + name.length() + " characters; it must have 1 to " + LONGEST + ".");
        }
        if (name.codePoints().anyMatch(Names::isUnseen)) {
            throw Problem.VALUE_OUT_OF_RANGE.because(
                    field + " has characters that break lines or cannot be seen; use letters, digits and signs.");
        }
        return name;
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
