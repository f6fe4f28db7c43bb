package io.carillon.faults.scenario;

import io.carillon.faults.check.Delivery;
import io.carillon.faults.check.DeliveryChecker;
import io.carillon.faults.check.DeliveryChecker.Trouble;
import io.carillon.faults.client.Client;
import io.carillon.faults.client.Route;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Address;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.Namespace;
import io.carillon.faults.process.Processes;
import io.carillon.faults.process.RedisServer;
import io.carillon.faults.process.RedisServer.Persistence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The worst failure of the field: a node that hears nothing any more, and does not know it. */
final class DeafNode implements Scenario {

    private static final int CHANNELS = 8;
    private static final int EVENTS_PER_SECOND = 50;
    private static final Duration BETWEEN_LINES = Duration.ofMillis(200);
    private static final String TALK = "private-talk";
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration NOTICED = Duration.ofSeconds(10);
    private static final Duration GIVEN_UP = Duration.ofSeconds(40);
    private static final Duration HEARING = Duration.ofSeconds(5);
    private static final Duration NEWS = Duration.ofSeconds(1);
    private static final String NEVER = "never within " + GIVEN_UP.toSeconds() + " s";

    @Override
    public String name() {
        return "deaf-node";
    }

    @Override
    public String story() {
        return "2 brokers, " + EVENTS_PER_SECOND + " events a second to " + CHANNELS + " channels and "
                + 1000 / BETWEEN_LINES.toMillis()
                + " client events a second, clients on both. Redis is in a network namespace of its own, where everything on one broker's"
                + " subscriber connection, and on no other, is dropped without a word, in both directions.";
    }

    @Override
    public void play(Stage stage) {
        stage.needs(Namespace.mayBeMade(), "network namespaces need Linux and root");
        stage.needsProgram("ip", "iproute2");
        stage.needsProgram("ss", "iproute2");
        stage.needsProgram("iptables", "iptables");
        Namespace namespace = Namespace.make(stage.processes());
        RedisServer redis =
                RedisServer.start(stage.processes(), "redis", namespace.cable().place(), Persistence.NONE);
        Cluster cluster = Cluster.start(stage.processes(), stage.jars(), redis, null, 2, stage.environment(Map.of()));
        CarillonNode deaf = cluster.broker(1);
        CarillonNode other = cluster.broker(2);
        List<String> channels = new ArrayList<>();
        for (int i = 1; i <= CHANNELS; i++) {
            channels.add("news-" + i);
        }
        listen(stage, deaf, channels);
        listen(stage, other, channels);
        Client speaker = stage.crowd().client("speaker", Route.to(other));
        speaker.connect().join();
        speaker.subscribe(TALK).join();

        Ending ending;
        try (var press = new Press(stage.api(cluster.controlPlane()), channels, EVENTS_PER_SECOND)) {
            talk(speaker, "before", CALM);
            ending = new Ending(namespace, redis, deaf, other);
            ending.deafen();
            stage.say(deaf + " is deaf: " + ending.cut + " connection cut");
            for (int line = 1; !ending.isOver(); line++) {
                speaker.say(TALK, "client-line", "deaf-" + line);
                ending.look(BETWEEN_LINES);
            }
            talk(speaker, "after", CALM);
        }
        Await.pause(HEARING);

        judge(stage, ending);
        judge(stage, ending, deaf, other);
    }

    private static void listen(Stage stage, CarillonNode node, List<String> channels) {
        Client all = stage.crowd().client("all-on-" + node, Route.to(node));
        all.connect().join();
        channels.forEach(channel -> all.subscribe(channel).join());
        all.subscribe(TALK).join();
        for (String channel : channels) {
            Client one = stage.crowd().client(channel + "-on-" + node, Route.to(node));
            one.connect().join();
            one.subscribe(channel).join();
        }
    }

    private static void talk(Client speaker, String kind, Duration time) {
        for (int line = 1; line <= time.dividedBy(BETWEEN_LINES); line++) {
            speaker.say(TALK, "client-line", kind + "-" + line);
            Await.pause(BETWEEN_LINES);
        }
    }

    /** What is seen from outside from the cut to the mend. Times are since the cut; negative is never. */
    private static final class Ending {

        private final Namespace namespace;
        private final RedisServer redis;
        private final CarillonNode deaf;
        private final CarillonNode other;
        private Set<Address> before = Set.of();
        private int cut;
        private long cutAt;
        private long unreadyAfter = -1;
        private long resubscribedAfter = -1;
        private long readyAfter = -1;
        private long overAt;
        private boolean readyWhileDeaf;
        private boolean otherUnready;

        Ending(Namespace namespace, RedisServer redis, CarillonNode deaf, CarillonNode other) {
            this.namespace = namespace;
            this.redis = redis;
            this.deaf = deaf;
            this.other = other;
        }

        void deafen() {
            before = subscriptions();
            if (before.isEmpty()) {
                throw new IllegalStateException(deaf + " has no subscriber connection to cut");
            }
            before.forEach(end -> namespace.drop(redis.address(), end));
            cut = before.size();
            cutAt = System.nanoTime();
        }

        /** The subscriber connections of the node that is, or is to be, deaf. */
        private Set<Address> subscriptions() {
            Set<Address> ends = new HashSet<>();
            for (Address end : redis.subscribers()) {
                if (Processes.owner(end).orElse(-1) == deaf.process().pid()) {
                    ends.add(end);
                }
            }
            return ends;
        }

        /** Looks on for a while. */
        void look(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            do {
                boolean isReady = deaf.isReady();
                long now = millis();
                if (unreadyAfter < 0 && !isReady) {
                    unreadyAfter = now;
                }
                if (resubscribedAfter < 0) {
                    readyWhileDeaf |= isReady && unreadyAfter >= 0;
                    if (!before.containsAll(subscriptions())) {
                        resubscribedAfter = now;
                    }
                } else if (readyAfter < 0 && isReady) {
                    readyAfter = now;
                }
                otherUnready |= !other.isReady();
                Await.pause(Duration.ofMillis(20));
            } while (System.nanoTime() < end);
        }

        boolean isOver() {
            boolean isOver = readyAfter >= 0 && millis() > readyAfter + 1_000 || millis() > GIVEN_UP.toMillis();
            if (isOver && overAt == 0) {
                overAt = System.nanoTime();
            }
            return isOver;
        }

        private long millis() {
            return Duration.ofNanos(System.nanoTime() - cutAt).toMillis();
        }
    }

    private static void judge(Stage stage, Ending ending) {
        stage.promise(
                "the node notices within " + NOTICED.toSeconds() + " s that it is deaf: /health/readiness says 503",
                ending.unreadyAfter >= 0 && ending.unreadyAfter <= NOTICED.toMillis(),
                words(ending.unreadyAfter));
        stage.promise(
                "it subscribes anew by itself, and is ready again only after that",
                ending.resubscribedAfter >= 0 && ending.readyAfter >= 0 && !ending.readyWhileDeaf,
                "subscribed anew " + words(ending.resubscribedAfter) + ", ready again " + words(ending.readyAfter)
                        + (ending.readyWhileDeaf ? ", but said that it was ready in between" : ""));
        stage.promise(
                "packets were dropped (else this proves nothing)",
                ending.namespace.dropped() > 0,
                ending.namespace.dropped() + " packets");
        figure(stage, "time to notice", ending.unreadyAfter);
        figure(stage, "time to subscribe anew", ending.resubscribedAfter);
        figure(stage, "time to be ready again", ending.readyAfter);
    }

    private static void judge(Stage stage, Ending ending, CarillonNode deaf, CarillonNode other) {
        List<Entry> history = stage.history().entries();
        List<Trouble> deafness = List.of(new Trouble(ending.cutAt, ending.overAt));
        Delivery news = DeliveryChecker.check(history, channel -> channel.startsWith("news-"), deafness, HEARING);
        Delivery lines = DeliveryChecker.check(history, TALK::equals, deafness, HEARING);
        stage.promise(
                "every event reaches every client of both nodes once, in order",
                isWhole(news) && news.refused() + news.unanswered() == 0,
                news.summary());
        stage.promise("so does every client event", isWhole(lines), lines.summary());

        Predicate<Long> inTrouble = at -> ending.cutAt <= at && at < ending.overAt;
        Timings late = delays(history, deaf, inTrouble);
        Timings elsewhere = delays(history, other, inTrouble);
        stage.promise(
                "the other node does not suffer: it stays ready, and its clients hear within " + NEWS.toSeconds()
                        + " s",
                !ending.otherUnready && elsewhere.p99Millis() <= NEWS.toMillis(),
                (ending.otherUnready ? "it was unready, " : "it stayed ready, ") + "p99 " + elsewhere.p99Millis()
                        + " ms");
        stage.figure("events owed meanwhile on the deaf node", late.count(), "");
        stage.figure("how late its clients heard them p50", late.p50Millis(), "ms");
        stage.figure("how late its clients heard them max", late.maxMillis(), "ms");
        stage.figure("the same on the other node p99", elsewhere.p99Millis(), "ms");
        stage.figure("the same on the other node max", elsewhere.maxMillis(), "ms");
    }

    private static boolean isWhole(Delivery delivery) {
        return delivery.owed() > 0
                && delivery.lost() == 0
                && delivery.duplicated() == 0
                && delivery.reordered() == 0
                && delivery.phantom() == 0;
    }

    /** From the publish to the clients on one node. */
    private static Timings delays(List<Entry> history, CarillonNode node, Predicate<Long> when) {
        Map<String, Long> sent = new HashMap<>();
        for (Entry entry : history) {
            if (entry instanceof Entry.Published published && when.test(published.at())) {
                sent.put(published.id(), published.at());
            }
        }
        var timings = new Timings();
        for (Entry entry : history) {
            if (entry instanceof Entry.Heard heard && heard.client().endsWith("-on-" + node)) {
                Long at = sent.get(heard.id());
                if (at != null) {
                    timings.add(heard.at() - at);
                }
            }
        }
        return timings;
    }

    private static void figure(Stage stage, String name, long afterMillis) {
        if (afterMillis >= 0) {
            stage.figure(name, afterMillis, "ms");
        }
    }

    private static String words(long afterMillis) {
        return afterMillis < 0 ? NEVER : "after " + afterMillis + " ms";
    }
}
