package io.carillon.faults.report;

/** The last word on a scenario. */
public enum Verdict {
    /** Every promise was kept. */
    KEPT("kept"),
    /** At least one promise was broken at least once. */
    BROKEN("**broken**"),
    /** It could not be played to its end. */
    FAILED("**failed**"),
    /** This machine cannot play it. */
    SKIPPED("skipped");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As it stands in the table. */
    String words() {
        return words;
    }
}
