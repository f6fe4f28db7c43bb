package io.carillon.backplane;

import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Who is in a channel with members: presence channels, and {@code #server-to-user-} channels, whose members are the
 * connections that signed in as that user.
 *
 * <p>A user is a member once, however many connections it has on however many nodes. On presence channels the first and
 * the last connection of a user are announced to the channel's route ({@link Envelope.MemberAdded}, {@link
 * Envelope.MemberRemoved}); on a user's channel they are announced to those who watch it ({@link Envelope.UserTurned}).
 * Each announcement is made in the same step as the change, and takes a position; the history does not keep it, because who
 * comes back gets the roster.
 *
 * <p>A member whose node died stays in the stream until the node is buried: rosters and watches answered here have it,
 * because its going is not announced yet and may never be, if the user comes back on another node before. {@link #members}
 * and {@link OccupancyStore} tell numbers, and leave it out at once.
 *
 * <p>Methods that name a node fail with {@link NodeBuriedException} if the node's lease has run out.
 */
public interface PresenceStore {

    /**
     * A connection joins. In one step: its node is on the channel's route, the connection is counted and belongs to its
     * user; if it is the user's first, that is announced. If the user is there already the member's info stays as it is.
     * Joining twice with one socket id is joining once; the second is answered like the first and changes nothing. The
     * joiner's node gets the announcement as well, with the position that the answer has.
     *
     * @param maxMembers different users that the roster may have; further connections of a user who is there do not count
     */
    CompletionStage<JoinOutcome> join(
            AppChannel channel, NodeId node, SocketId socket, Member member, int maxMembers, News news);

    /**
     * A connection leaves; the node stays on the route until it vacates. Who hears of it is as the node said last in this
     * channel. Leaving without having joined changes nothing.
     */
    CompletionStage<Void> leave(AppChannel channel, NodeId node, SocketId socket);

    /** Everyone who is there with a connection on a living node, each once, in the order of coming. */
    CompletionStage<List<Member>> members(AppChannel channel);

    /**
     * A node wants to be told when this user comes online or goes offline. In one step: the node is on the list of those
     * who watch the user's channel, and the present state is read.
     */
    CompletionStage<Watched> watch(AppChannel userChannel, NodeId node);

    /** A node no longer wants to be told. Nothing happens if it did not watch. */
    CompletionStage<Void> unwatch(AppChannel userChannel, NodeId node);

    /**
     * How a watched user is now.
     *
     * @param online whether any connection is signed in as this user
     * @param position where that stands: a {@link Envelope.UserTurned} behind it is news
     */
    record Watched(boolean online, Position position) {}
}
