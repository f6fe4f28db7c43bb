package io.carillon.backplane;

import io.carillon.protocol.SocketId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes live. A node lives as long as it renews its lease; when it stops, one of the others buries it: gives up, one
 * by one, all that it held, as if its connections had closed.
 */
public interface NodeRegistry {

    /**
     * A node begins to live and to take in envelopes.
     *
     * @param node an id that was never registered before; the stage fails with {@link IllegalStateException} if it is known
     * @param lease how long it lives without renewing
     */
    CompletionStage<Void> register(NodeId node, Inbox inbox, Duration lease);

    /**
     * A node lives on for another lease.
     *
     * @return false if the lease had already run out: the node has been taken for dead and must start over under a new id
     */
    CompletionStage<Boolean> renew(NodeId node);

    /**
     * A node that has closed all its connections ends its life; it need not be buried. If it still holds something it is
     * dead from now on, and is buried like any other.
     */
    CompletionStage<Void> release(NodeId node);

    /** The nodes that live. */
    CompletionStage<Set<NodeId>> living();

    /**
     * A node that died and is not yet buried, for exactly one claimant at a time; if that one dies as well, or takes
     * longer than its own lease, the claim passes to whoever asks next. Fails with {@link NodeBuriedException} if the
     * claimant has no lease.
     */
    CompletionStage<Optional<NodeId>> claimDead(NodeId claimant);

    /**
     * Some of what a dead node still holds; whoever buries it gives each up and asks again until nothing is left. In a
     * channel, memberships come before the place on the route. Nothing, if the node is buried; the stage fails with {@link
     * IllegalStateException} if it lives.
     *
     * @param limit the greatest number of holdings to return
     */
    CompletionStage<List<Holding>> holdings(NodeId dead, int limit);

    /**
     * Gives up one holding of a dead node: a membership is left as {@link PresenceStore#leave} does it, with its
     * announcements; a place on a route is vacated, whatever was counted there, and a watch is ended. Subscribers are told of
     * the count if the node last had them told. Giving up twice is giving up once. The stage fails with {@link
     * IllegalStateException} if the node lives.
     */
    CompletionStage<Void> giveUp(NodeId dead, Holding holding);

    /**
     * The dead node holds nothing any more and is forgotten. If it does still hold something, because a step of its was
     * under way, it stays to be claimed and buried. The stage fails with {@link IllegalStateException} if the node lives.
     */
    CompletionStage<Void> buried(NodeId dead);

    /**
     * One thing that a node holds.
     *
     * @param socket the connection that is a member of the channel; null if the node is on the channel's route, or watches it
     */
    record Holding(AppChannel channel, @Nullable SocketId socket) {}
}
