package io.carillon.controlplane.usage;

import io.carillon.protocol.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** What usage is told apart by, besides time. */
enum Grouping {
    NONE(null),
    PREFIX("prefix"),
    APP("app_id");

    private final @Nullable String column;

    Grouping(@Nullable String column) {
        this.column = column;
    }

    /**
     * Reads a grouping: {@code prefix}, for organisations {@code app} too; none if none is given.
     *
     * @throws InvalidValueException {@code usage_grouping_invalid}
     */
    static Grouping of(@Nullable String word, Subject subject) {
        if (word == null) {
            return NONE;
        }
        if (word.equals("prefix")) {
            return PREFIX;
        }
        boolean hasApps = subject instanceof Subject.OfOrganisation;
        if (hasApps && word.equals("app")) {
            return APP;
        }
        throw new InvalidValueException(
                "usage_grouping_invalid",
                "by is " + InvalidValueException.quote(word) + "; it must be prefix" + (hasApps ? ", or app," : "")
                        + " or be left out.");
    }

    /** The column by which rows are told apart; null if they are not. */
    @Nullable
    String column() {
        return column;
    }
}
