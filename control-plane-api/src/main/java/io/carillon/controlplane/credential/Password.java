package io.carillon.controlplane.credential;

import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.problem.Problem;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.jspecify.annotations.Nullable;

/** What somebody typed as a password; not yet known to be right. Prints nothing. */
public final class Password {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 256;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /**
     * A password that is tried.
     *
     * @param field for the refusal
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing}, or {@code password_refused} if it is longer than any
     *     password can be
     */
    public static Password typed(String field, @Nullable String text) {
        // Before anything is done with it: what is long costs time.
        if (Fields.required(field, text).length() > 4 * LONGEST) {
            throw tooLong(field);
        }
        // Two keyboards may write the same letters with different characters.
        var password = new Password(Normalizer.normalize(text, Form.NFKC));
        if (password.length() > LONGEST) {
            throw tooLong(field);
        }
        return password;
    }

    /**
     * A password that somebody chooses.
     *
     * @param email of the one who chooses it
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing}, or {@code password_refused} if it is shorter than 12
     *     characters, longer than 256, or among the first that anybody would try
     */
    public static Password chosen(String field, @Nullable String text, String email) {
        Password password = typed(field, text);
        if (password.length() < SHORTEST) {
            throw Problem.PASSWORD_REFUSED.because(field + " must have at least " + SHORTEST
                    + " characters; any will do. A few words in a row are easy to remember.");
        }
        if (CommonPasswords.contain(password.text, email)) {
            throw Problem.PASSWORD_REFUSED.because(
                    field
                            + " is one of the first that somebody who guesses would try. Choose another, such as a few words in a row.");
        }
        return password;
    }

    private static RuntimeException tooLong(String field) {
        return Problem.PASSWORD_REFUSED.because(field + " must have at most " + LONGEST + " characters.");
    }

    private int length() {
        return text.codePointCount(0, text.length());
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
