package io.carillon.backplane;

import static io.carillon.backplane.Await.done;

import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A node in the story of a test: it asks the backplane of its process, waits for the answer, and keeps what it hears. */
public final class TestNode {

    static final Duration LEASE = Duration.ofSeconds(10);
    static final News COUNTS = new News(true, false);
    static final int NO_LIMIT = 1_000_000;

    private static final String LAST = "last-for-";

    private final Backplane backplane;
    private final NodeId id = NodeId.fresh();
    private final RecordingInbox inbox = new RecordingInbox();

    private TestNode(Backplane backplane) {
        this.backplane = backplane;
    }

    /** A node that lives in one of the processes. */
    public static TestNode in(SharedBackplane shared, int process) {
        var node = new TestNode(shared.seenBy(process));
        done(node.backplane.nodes().register(node.id, node.inbox, LEASE));
        return node;
    }

    NodeId id() {
        return id;
    }

    Backplane backplane() {
        return backplane;
    }

    RecordingInbox inbox() {
        return inbox;
    }

    boolean renew() {
        return done(backplane.nodes().renew(id));
    }

    Position occupy(AppChannel channel, int count) {
        return occupy(channel, count, News.NONE);
    }

    Position occupyTold(AppChannel channel, int count) {
        return occupy(channel, count, COUNTS);
    }

    Position occupy(AppChannel channel, int count, News news) {
        return done(backplane.occupancy().occupy(channel, id, count, news));
    }

    void report(AppChannel channel, int count) {
        report(channel, count, News.NONE);
    }

    void reportTold(AppChannel channel, int count) {
        report(channel, count, COUNTS);
    }

    void report(AppChannel channel, int count, News news) {
        done(backplane.occupancy().report(channel, id, count, news));
    }

    void vacate(AppChannel channel) {
        done(backplane.occupancy().vacate(channel, id));
    }

    Standing restate(AppChannel channel, Stake stake) {
        return done(backplane.occupancy().restate(channel, id, stake, News.NONE));
    }

    Occupancy occupancy(AppChannel channel) {
        return done(backplane.occupancy().of(channel));
    }

    JoinOutcome tryJoin(AppChannel channel, String socket, Member member, int maxMembers) {
        return tryJoin(channel, socket, member, maxMembers, News.NONE);
    }

    JoinOutcome tryJoin(AppChannel channel, String socket, Member member, int maxMembers, News news) {
        return done(backplane.presence().join(channel, id, SocketId.of(socket), member, maxMembers, news));
    }

    JoinOutcome.Joined join(AppChannel channel, String socket, Member member) {
        return (JoinOutcome.Joined) tryJoin(channel, socket, member, NO_LIMIT);
    }

    JoinOutcome.Joined join(AppChannel channel, String socket, String user) {
        return join(channel, socket, Member.of(user));
    }

    void join(AppChannel channel, String socket, String user, News news) {
        tryJoin(channel, socket, Member.of(user), NO_LIMIT, news);
    }

    void leave(AppChannel channel, String socket) {
        done(backplane.presence().leave(channel, id, SocketId.of(socket)));
    }

    List<Member> members(AppChannel channel) {
        return done(backplane.presence().members(channel));
    }

    PresenceStore.Watched watch(AppChannel userChannel) {
        return done(backplane.presence().watch(userChannel, id));
    }

    void unwatch(AppChannel userChannel) {
        done(backplane.presence().unwatch(userChannel, id));
    }

    PublishOutcome publish(Publication publication) {
        return done(backplane.publish(publication));
    }

    HistoryStore.HistoryRead since(AppChannel channel, Position position, int limit) {
        return done(backplane.history().since(channel, position, limit));
    }

    Optional<HistoryStore.CachedEvent> lastEvent(AppChannel channel) {
        return done(backplane.history().lastEvent(channel));
    }

    Set<NodeId> living() {
        return done(backplane.nodes().living());
    }

    Optional<NodeId> claimDead() {
        return done(backplane.nodes().claimDead(id));
    }

    List<NodeRegistry.Holding> holdings(TestNode dead, int limit) {
        return done(backplane.nodes().holdings(dead.id, limit));
    }

    void giveUp(TestNode dead, NodeRegistry.Holding holding) {
        done(backplane.nodes().giveUp(dead.id, holding));
    }

    void buried(TestNode dead) {
        done(backplane.nodes().buried(dead.id));
    }

    /** Gives up all that the dead node holds, a little at a time, and lets it be forgotten. */
    void bury(TestNode dead) {
        List<NodeRegistry.Holding> some = holdings(dead, 2);
        while (!some.isEmpty()) {
            some.forEach(holding -> giveUp(dead, holding));
            some = holdings(dead, 2);
        }
        buried(dead);
    }

    /**
     * What the node was given for the channel. To be sure that nothing is under way any more it goes on the route, hears
     * one last event, and returns what came before that. The last events of other nodes are left out.
     */
    List<Envelope> heard(AppChannel channel) {
        String last = LAST + NodeId.fresh();
        occupy(channel, 1);
        publish(new Publication(channel, last, "{}", null, null, Retention.NONE, null));
        Envelope.Event mark = new Envelope.Event(channel, null, last, "{}", null, null);
        inbox.await(mark);
        return inbox.envelopes(channel).stream()
                .takeWhile(envelope -> !envelope.equals(mark))
                .filter(envelope -> !isSomebodysLast(envelope))
                .toList();
    }

    private static boolean isSomebodysLast(Envelope envelope) {
        return envelope instanceof Envelope.Event event && event.event().startsWith(LAST);
    }
}
