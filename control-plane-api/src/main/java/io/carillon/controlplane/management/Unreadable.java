package io.carillon.controlplane.management;

import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.InvalidValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a body cannot be read. */
public final class Unreadable {

    private static final Pattern UNKNOWN_FIELD = Pattern.compile("Unknown property \\[([^\\]]{1,100})\\]");
    private static final Pattern MISSING_FIELD =
            Pattern.compile("(?:constructor parameter|property) \\[(?:[^\\]]* )?([\\w.]{1,100})\\]");
    private static final Pattern FIELD_TYPE = Pattern.compile("Error decoding property \\[[^\\]]* ([\\w.]{1,100})\\]");

    private Unreadable() {}

    /** A body that cannot be read, in words for whoever wrote it. A value of ours that refused itself knows better why. */
    public static RuntimeException explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal || cause instanceof InvalidValueException) {
                return (RuntimeException) cause;
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            String unknown = first(UNKNOWN_FIELD, message);
            if (unknown != null) {
                return Problem.FIELD_UNKNOWN.because("The body has a field " + InvalidValueException.quote(unknown)
                        + ", which there is not. /openapi.yml lists those that there are.");
            }
            if (message.contains("Required ")) {
                String missing = first(MISSING_FIELD, message);
                return Problem.FIELD_MISSING.because("The body lacks "
                        + (missing == null ? "a field that must be there" : "the field " + missing) + ".");
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String wrong = first(FIELD_TYPE, String.valueOf(cause.getMessage()));
            if (wrong != null) {
                return Problem.FIELD_TYPE_WRONG.because(
                        "The field " + wrong + " of the body has a value of another type than it must have.");
            }
        }
        return Problem.BODY_MALFORMED.because(
                "The body, or a parameter of the query, cannot be read. Bodies are one JSON object.");
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
