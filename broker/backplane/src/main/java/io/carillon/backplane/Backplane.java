package io.carillon.backplane;

import java.util.concurrent.CompletionStage;

/**
 * What the nodes share.
 *
 * <p>Every method that changes something does so as one step: either all of it happened or none. Stages fail with {@link
 * BackplaneUnavailableException} when what is shared cannot be reached: then it is not known whether the step happened.
 * Stages may complete on any thread, and before the method returns.
 */
public interface Backplane extends AutoCloseable {

    /**
     * Publishes one event to one channel. In one step: the idempotency key is claimed, the event takes its position, it is
     * kept as its retention says, and it is on its way to each node that has subscribers of the channel, at most once. One
     * publisher's events for one channel arrive in the order of the calls. A key is remembered for its channel for {@link
     * IdempotencyKey#LIFETIME}. The excepted connection is for the nodes to leave out: its node gets the envelope too.
     */
    CompletionStage<PublishOutcome> publish(Publication publication);

    /**
     * Closes every connection, on every node, that signed in as the user of this {@code #server-to-user-} channel: {@link
     * Envelope.Terminate} goes to its route.
     */
    CompletionStage<Void> terminate(AppChannel userChannel);

    OccupancyStore occupancy();

    PresenceStore presence();

    HistoryStore history();

    ConnectionCounts connections();

    Allowances allowances();

    WebhookQueue webhooks();

    UsageLedger usage();

    KeyUses keyUses();

    NodeRegistry nodes();

    AppDirectory apps();

    /**
     * Whether this process takes part: false while what is shared does not answer, and while it is not certain that the nodes
     * of this process hear what is published. Whoever is sent here meanwhile is served badly.
     */
    boolean isHearing();

    /** What the lanes of this process have brought until now. */
    LaneCounts lanes();

    /** Gives up what this process uses of the backplane. Nodes that have not been released look dead to the others. */
    @Override
    void close();
}
