package io.carillon.controlplane;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.HearingInbox;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A broker in the story of a test: it says what its clients do, and keeps what it is given for them. */
final class TestBroker {

    private static final Duration LEASE = Duration.ofDays(1);

    private final Backplane backplane;
    private final TestApp app;
    private final NodeId node = NodeId.fresh();
    private final List<Envelope> heard = Collections.synchronizedList(new ArrayList<>());
    private int nextSocket;

    TestBroker(Backplane backplane, TestApp app) {
        this.backplane = backplane;
        this.app = app;
        backplane
                .nodes()
                .register(node, new HearingInbox(heard::add), LEASE)
                .toCompletableFuture()
                .join();
    }

    /** That many clients subscribe. */
    TestBroker subscribes(String channel, int clients) {
        backplane
                .occupancy()
                .occupy(app.channel(channel), node, clients, News.NONE)
                .toCompletableFuture()
                .join();
        return this;
    }

    /** A client of this user joins. */
    TestBroker joins(String channel, String user, String info) {
        backplane
                .presence()
                .join(
                        app.channel(channel),
                        node,
                        SocketId.of("7." + nextSocket++),
                        new Member(UserId.of(user), info),
                        100,
                        News.NONE)
                .toCompletableFuture()
                .join();
        heard.clear();
        return this;
    }

    /** How many events of the channel were given a place in its stream. */
    long offset(String channel) {
        return backplane
                .occupancy()
                .occupy(app.channel(channel), node, 1, News.NONE)
                .toCompletableFuture()
                .join()
                .offset();
    }

    /** What came, each as {@code event@channel data}, with {@code !socket} behind it if one is excepted. */
    List<String> heard() {
        return List.copyOf(heard).stream().map(TestBroker::describe).toList();
    }

    private static String describe(Envelope envelope) {
        if (envelope instanceof Envelope.Event event) {
            return event.event() + "@" + event.channel().name() + " " + event.data()
                    + (event.except() == null ? "" : " !" + event.except());
        }
        return envelope.getClass().getSimpleName() + "@" + envelope.channel().name();
    }
}
