package io.carillon.faults.check;

/**
 * One connection of a user in a presence channel, with what is certain about it and what is not: the platform learns of it somewhere
 * between request and answer, and of its end somewhere between the earliest and the latest instant.
 *
 * @param client whose connection it is
 * @param asked when it asked to join
 * @param joined when it had the answer; {@link Span#END} if it never had
 * @param ended when it was over in truth; {@link Span#END} if it is not
 * @param earliestEnd before this nobody may take it for gone
 * @param latestEnd after this nobody may take it for present
 */
record Stay(String client, long asked, long joined, long ended, long earliestEnd, long latestEnd) {

    /** When it was there, whatever the platform has noticed. */
    Span sure() {
        return new Span(joined, earliestEnd);
    }

    /** When it may have been there for all that the platform could know. */
    Span possible() {
        return new Span(asked, latestEnd);
    }
}
