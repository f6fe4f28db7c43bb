package io.carillon.faults.scenario;

/** One way in which things break. */
public interface Scenario {

    /** As it is typed: a word, or a word and a variant of it, as in {@code redis-killed/2s-kept}. */
    String name();

    /** What is done, in a sentence or two. */
    String story();

    /** Whether the quick form plays it, too, where it must be over within a minute. */
    default boolean isQuick() {
        return false;
    }

    /**
     * Plays it: starts what it needs, breaks it, and tells the stage what was promised and what was found.
     *
     * @throws SkippedException if this machine cannot
     * @throws Exception if it could not be played to its end, which is no verdict about the promises
     */
    void play(Stage stage) throws Exception;
}
