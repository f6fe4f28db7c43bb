package io.carillon.faults.check;

/** What every observer of a presence channel may rely on. */
public enum Rule {
    /** Added and removed take turns, beginning with the roster. */
    ALTERNATION("C1", "added and removed take turns for each user, beginning with the roster"),
    /** Who is announced or listed is there. */
    NO_PHANTOM("C2", "nobody is announced who is not there"),
    /** Who has no connection is not in view. */
    NO_GHOST("C3", "nobody stays in view who is gone"),
    /** Who has been there for a while is in view: the other half of C3. */
    NO_OVERLOOKED("C3b", "nobody is out of view who is there"),
    /** Who is announced as gone is. */
    NO_FALSE_REMOVAL("C4", "nobody is announced as gone who is there"),
    /** One added for any number of connections, one removed after the last. */
    ONE_FOR_ALL_TABS("C7", "one added for all of a user's tabs, one removed after the last");

    private final String number;
    private final String words;

    Rule(String number, String words) {
        this.number = number;
        this.words = words;
    }

    /** Its name among the checkers. */
    public String number() {
        return number;
    }

    public String words() {
        return words;
    }
}
