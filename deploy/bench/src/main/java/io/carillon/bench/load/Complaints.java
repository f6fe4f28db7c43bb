package io.carillon.bench.load;

/** The first thing that went wrong in a run: what follows is mostly its consequence. Belongs to the event loop. */
final class Complaints {

    private static final int LONGEST = 300;

    private String first = "";

    void add(String what) {
        if (first.isEmpty()) {
            String oneLine = what.replaceAll("[\\p{Cntrl}]+", " ").trim();
            first = oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST) + "...";
        }
    }

    /** Empty if there was none. */
    String first() {
        return first;
    }
}
