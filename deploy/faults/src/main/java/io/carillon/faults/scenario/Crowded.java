package io.carillon.faults.scenario;

import java.util.Map;

/** What a platform must be told before it lets so many into one presence channel. */
final class Crowded {

    private static final int BY_DEFAULT = 100;
    // Observers, and those who look in at the end, are members as well.
    private static final int SPARE = 20;

    private Crowded() {}

    static Map<String, String> of(int users) {
        int members = users + SPARE;
        return members <= BY_DEFAULT ? Map.of() : Map.of("CARILLON_MEMBERS_PER_CHANNEL", Integer.toString(members));
    }
}
