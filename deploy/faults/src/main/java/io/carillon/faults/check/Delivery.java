package io.carillon.faults.check;

import java.util.List;

/**
 * What became of the events of some channels.
 *
 * @param sent events that were published or said
 * @param accepted of them, those whose publisher was told 200
 * @param refused those whose publisher was told anything else
 * @param unanswered those whose publisher was told nothing
 * @param owed deliveries that somebody had a right to: accepted, or said, while the receiver was subscribed
 * @param heard deliveries
 * @param lost owed and never heard, though the receiver's connection gave it no reason to ask: nobody was told
 * @param lostInTrouble of the lost, those that were sent while something was broken
 * @param told owed and not heard, but the receiver's connection broke meanwhile: it knows that it may have missed something
 * @param duplicated heard again by the same client
 * @param reordered heard after an event that was sent when this one had been accepted already
 * @param phantom heard and never sent, or refused for good (4xx), or sent by the one who heard it
 * @param heardThoughRefused heard though the publisher was told 503 or nothing, which must not mean that it has failed
 * @param examples of the lost, duplicated, reordered and phantom, some of each
 */
public record Delivery(
        long sent,
        long accepted,
        long refused,
        long unanswered,
        long owed,
        long heard,
        long lost,
        long lostInTrouble,
        long told,
        long duplicated,
        long reordered,
        long phantom,
        long heardThoughRefused,
        List<String> examples) {

    public Delivery {
        examples = List.copyOf(examples);
    }

    /** In words, for the reader of a broken promise. */
    public String summary() {
        return lost + " lost, " + duplicated + " duplicated, " + reordered + " reordered, " + phantom + " phantom of "
                + owed + " owed" + (examples.isEmpty() ? "" : ": " + String.join("; ", examples));
    }
}
