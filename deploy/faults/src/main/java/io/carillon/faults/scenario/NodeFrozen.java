package io.carillon.faults.scenario;

import io.carillon.faults.check.Loss;
import io.carillon.faults.check.Patience;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.RedisServer.Persistence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A broker stands still for longer than its lease and wakes up as though nothing had happened. */
final class NodeFrozen implements Scenario {

    private static final int USERS = 150;
    private static final int CHANGES_PER_SECOND = 10;
    private static final int RECONNECT_FROM = 4200;
    private static final int RECONNECT_UNTIL = 4300;
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration WAKING = Duration.ofSeconds(10);
    // Soketi needs 5 s for a read, and more than 12 s for a join, while a peer of it stands still.
    private static final int BEARABLE_MILLIS = 1_000;

    @Override
    public String name() {
        return "node-frozen";
    }

    @Override
    public String story() {
        return "3 brokers, " + USERS
                + " users with one to three tabs each in one presence channel. One broker gets SIGSTOP, and SIGCONT three"
                + " leases later. Meanwhile the API is asked for the members and somebody new joins at the others, 20 times a second each.";
    }

    @Override
    public void play(Stage stage) {
        Cluster cluster = stage.cluster(Persistence.NONE, 3, Crowded.of(USERS));
        var room = new Room(stage, cluster, "presence-room", USERS);
        room.fill();
        room.churn(Duration.ofSeconds(5), CHANGES_PER_SECOND);
        CarillonNode frozen = cluster.broker(2);
        List<CarillonNode> others = List.of(cluster.broker(1), cluster.broker(3));
        var doorbell = new Doorbell(stage, others, "presence-lobby");
        var reader = new Reader(stage.api(cluster.controlPlane()), "presence-room");
        Await.pause(CALM);
        Timings joinsBefore = doorbell.next();
        Timings readsBefore = reader.next();

        room.close(frozen);
        Await.pause(Duration.ofMillis(500));
        long frozenAt = stage.history().mark("SIGSTOP " + frozen);
        frozen.process().freeze();
        stage.say(frozen + " is frozen");
        room.churnElsewhere(stage.lease().multipliedBy(3), CHANGES_PER_SECOND, frozen);
        Timings joinsMeanwhile = doorbell.next();
        Timings readsMeanwhile = reader.next();
        long thawedAt = stage.history().mark("SIGCONT " + frozen);
        frozen.process().thaw();
        stage.say(frozen + " is awake");
        Await.within(
                WAKING,
                () -> sentAway(stage, frozen, thawedAt).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= room.tabsAt(frozen));
        room.reopen(frozen);
        room.churn(CALM, CHANGES_PER_SECOND);
        doorbell.close();
        reader.close();

        room.judge(
                List.of(Loss.of(frozen.name(), frozenAt, stage.lease())),
                Patience.of(Room.NEWS),
                Duration.ofSeconds(3));
        zombie(stage, frozen, thawedAt);
        unaffected(stage, "reads of the API", readsBefore, readsMeanwhile, reader.failed());
        unaffected(stage, "joins at the others", joinsBefore, joinsMeanwhile, doorbell.refused());
    }

    private static Map<Integer, Long> sentAway(Stage stage, CarillonNode frozen, long thawedAt) {
        return stage.history()
                .of(Entry.Closed.class)
                .filter(closed -> closed.node().equals(frozen.name()) && !closed.byUs() && closed.at() >= thawedAt)
                .map(Entry.Closed::code)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static void zombie(Stage stage, CarillonNode frozen, long thawedAt) {
        Map<Integer, Long> codes = sentAway(stage, frozen, thawedAt);
        long all = codes.values().stream().mapToLong(Long::longValue).sum();
        boolean areReconnects =
                codes.keySet().stream().allMatch(code -> code >= RECONNECT_FROM && code < RECONNECT_UNTIL);
        stage.promise(
                "the one that wakes up sends its clients away with a code to come back at once",
                all > 0 && areReconnects,
                all + " connections were closed, by code: " + codes);
        stage.promise("and is ready again", Await.within(WAKING, frozen::isReady), "readiness: " + frozen.health());
        stage.figure("clients sent away by the one that woke up", all, "");
    }

    private static void unaffected(Stage stage, String what, Timings before, Timings meanwhile, int failed) {
        stage.promise(
                what + ": 99 of 100 within a second while a peer stands still",
                failed == 0 && meanwhile.count() > 0 && meanwhile.p99Millis() <= BEARABLE_MILLIS,
                "p99 " + meanwhile.p99Millis() + " ms of " + meanwhile.count() + ", before " + before.p99Millis()
                        + " ms; " + failed + " failed");
        stage.figure(what + " before, p99", before.p99Millis(), "ms");
        stage.figure(what + " meanwhile, p50", meanwhile.p50Millis(), "ms");
        stage.figure(what + " meanwhile, p99", meanwhile.p99Millis(), "ms");
        stage.figure(what + " meanwhile, max", meanwhile.maxMillis(), "ms");
    }
}
