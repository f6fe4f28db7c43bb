package io.carillon.backplane;

import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Who listens to which channel, node by node. This is also the routing table: what is published to a channel goes to the
 * nodes that are on its route, and to no others.
 *
 * <p>Methods that name a node fail with {@link NodeBuriedException} if the node's lease has run out. Nodes without a lease
 * are left out of every number read here, from the moment at which their leases run out.
 *
 * <p>Connections that joined a channel ({@link PresenceStore#join}) are counted by that; only those beside them are
 * reported here.
 *
 * <p>Where {@link News#counts} is given, {@link Envelope.CountChanged} goes to the whole route, the reporting node
 * included, if the number over all living nodes is not the one that was told last. That a node died is told with the next
 * such change, at the latest when it is buried.
 */
public interface OccupancyStore {

    /**
     * A node's first subscriber has come. In one step: the node is put on the channel's route and has {@code count}
     * subscribers.
     *
     * @param count more than 0, else the stage fails with {@link IllegalArgumentException}
     * @return the channel's position: the node gets everything that is published behind it
     */
    CompletionStage<Position> occupy(AppChannel channel, NodeId node, int count, News news);

    /**
     * A node has another number of subscribers. It stays on the route even with 0; from then on the channel may be
     * unoccupied for all who ask. A node that is not on the route is put there if the number is more than 0; otherwise
     * nothing happens.
     */
    CompletionStage<Void> report(AppChannel channel, NodeId node, int count, News news);

    /** Takes a node off the route, if it has no subscribers or members there; otherwise nothing happens. */
    CompletionStage<Void> vacate(AppChannel channel, NodeId node);

    /**
     * A node says anew all that it has in a channel: after steps of which it does not know whether they happened, or under a
     * new id. In one step: who was not there before joins, whatever the limit on members, because it was let in long ago;
     * who is not there any more leaves; both with their announcements, those who come first. With nothing left the node is
     * off the route. Saying the same twice is saying it once.
     *
     * @return how the channel stands: the node gets everything that is published behind it
     */
    CompletionStage<Standing> restate(AppChannel channel, NodeId node, Stake stake, News news);

    /** How many listen to one channel. */
    CompletionStage<Occupancy> of(AppChannel channel);

    /**
     * The app's occupied channels whose names begin with the prefix, and how many listen to each; {@code
     * #server-to-user-} channels are left out. Empty prefix: all.
     */
    CompletionStage<Map<ChannelName, Occupancy>> occupied(AppId app, String prefix);
}
