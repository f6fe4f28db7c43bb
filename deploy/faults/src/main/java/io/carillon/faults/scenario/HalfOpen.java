package io.carillon.faults.scenario;

import io.carillon.faults.check.Delivery;
import io.carillon.faults.check.DeliveryChecker;
import io.carillon.faults.client.Client;
import io.carillon.faults.client.Route;
import io.carillon.faults.client.Route.Stop;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Address;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.Namespace;
import io.carillon.faults.process.Namespace.Cable;
import io.carillon.faults.process.RedisServer;
import io.carillon.faults.process.RedisServer.Persistence;
import io.carillon.faults.process.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Clients vanish without a word, as phones do in a tunnel: TCP says for hours that they are there. */
final class HalfOpen implements Scenario {

    private static final int CLIENTS = 200;
    private static final int MEMBERS = 50;
    private static final String ROOM = "presence-room";
    private static final String NEWS = "news";
    private static final int EVENTS_PER_SECOND = 5;
    private static final Duration ACTIVITY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PONG_WAIT = Duration.ofSeconds(30);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(3);
    private static final Duration FREED = ACTIVITY_TIMEOUT.plus(PONG_WAIT).plus(SLACK);
    private static final Duration GIVEN_UP = FREED.plus(CLOSE_WAIT).plusSeconds(15);
    private static final Duration HEARING = Duration.ofSeconds(3);
    private static final int FILES_TOLERANCE = 5;

    @Override
    public String name() {
        return "half-open";
    }

    @Override
    public String story() {
        return CLIENTS + " clients, " + MEMBERS
                + " of them members of a presence channel, reach a broker in a network namespace over a cable"
                + " of their own, which is unplugged: no FIN, no RST. Activity timeout " + ACTIVITY_TIMEOUT.toSeconds()
                + " s, pong wait " + PONG_WAIT.toSeconds() + " s. Others on it and on another broker stay.";
    }

    @Override
    public void play(Stage stage) {
        stage.needs(Namespace.mayBeMade(), "network namespaces need Linux and root");
        stage.needsProgram("ip", "iproute2");
        Namespace namespace = Namespace.make(stage.processes());
        Cable stays = namespace.cable();
        Cable goes = namespace.cable();
        RedisServer redis = RedisServer.start(stage.processes(), "redis", stays.place(), Persistence.NONE);
        Map<String, String> settings = new HashMap<>(
                stage.environment(Map.of("CARILLON_ACTIVITY_TIMEOUT", ACTIVITY_TIMEOUT.toSeconds() + "s")));
        settings.put("CARILLON_REDIS_URL", redis.url());
        CarillonNode control =
                CarillonNode.start(stage.processes(), stage.jars(), Role.CONTROL_PLANE, "control-plane", settings);
        control.awaitUp();
        CarillonNode broker = CarillonNode.start(
                stage.processes(), stage.jars(), Role.BROKER, "broker-1", stays.placeAtAll(), settings);
        broker.awaitUp();
        CarillonNode other = CarillonNode.start(stage.processes(), stage.jars(), Role.BROKER, "broker-2", settings);
        other.awaitUp();
        Cluster cluster = Cluster.of(redis, List.of(broker, other), control);

        List<Client> observers = List.of(observer(stage, broker), observer(stage, other));
        int filesBefore = broker.process().openFiles();
        double connectionsBefore = broker.metrics().get("carillon_connections");
        Set<String> members = fill(stage, broker.addressAt(goes.theirHost()));
        double connectionsFull = broker.metrics().get("carillon_connections");
        int filesFull = broker.process().openFiles();

        long freedAfter;
        long filesAfter;
        long cutAt;
        try (var press = new Press(stage.api(cluster.controlPlane()), List.of(NEWS), EVENTS_PER_SECOND)) {
            cutAt = stage.history().mark("unplug");
            goes.unplug();
            stage.say("the cable is out: " + (connectionsFull - connectionsBefore) + " clients behind it");
            freedAfter = after(cutAt, () -> broker.metrics().get("carillon_connections") <= connectionsBefore);
            filesAfter = after(cutAt, () -> broker.process().openFiles() <= filesBefore + FILES_TOLERANCE);
        }
        Await.pause(HEARING);

        stage.promise(
                "each of them was there (else this proves nothing)",
                connectionsFull - connectionsBefore == CLIENTS && filesFull - filesBefore >= CLIENTS,
                connectionsFull - connectionsBefore + " connections, " + (filesFull - filesBefore) + " files");
        stage.promise(
                "the broker frees them after activity timeout and pong wait at the latest",
                freedAfter >= 0 && freedAfter <= FREED.toMillis(),
                words(freedAfter));
        stage.promise(
                "its open files are back where they were " + CLOSE_WAIT.toSeconds() + " s later at the latest",
                filesAfter >= 0 && filesAfter <= FREED.plus(CLOSE_WAIT).toMillis(),
                words(filesAfter) + ": " + filesBefore + " before, " + filesFull + " with them, "
                        + broker.process().openFiles() + " now");
        removals(stage, observers, members, cutAt);
        Delivery news = DeliveryChecker.check(stage.history().entries(), NEWS::equals, List.of(), HEARING);
        stage.promise(
                "the others hear every event once, in order",
                news.owed() > 0 && news.lost() + news.duplicated() + news.reordered() + news.phantom() == 0,
                news.summary());
        stage.figure("time until the last of " + CLIENTS + " is freed", freedAfter, "ms");
        stage.figure("time until open files are back", filesAfter, "ms");
    }

    private static Client observer(Stage stage, CarillonNode node) {
        Client observer = stage.crowd().client("observer-" + node, Route.to(node));
        observer.connect().join();
        observer.join(ROOM, observer.name()).join();
        observer.subscribe(NEWS).join();
        return observer;
    }

    /** Returns the members among them. */
    private static Set<String> fill(Stage stage, Address address) {
        Set<String> members = new HashSet<>();
        List<CompletableFuture<?>> ready = new ArrayList<>();
        for (int i = 1; i <= CLIENTS; i++) {
            Client client = stage.crowd().extra("vanishing-" + i, () -> new Stop("broker-1", address));
            client.quitWhenLost();
            ready.add(client.connect());
            if (i <= MEMBERS) {
                members.add(client.name());
                ready.add(client.join(ROOM, client.name()));
            } else {
                ready.add(client.subscribe(NEWS + "-of-" + i));
            }
        }
        ready.forEach(CompletableFuture::join);
        return members;
    }

    private static void removals(Stage stage, List<Client> observers, Set<String> members, long cutAt) {
        var times = new Timings();
        Set<String> removed = new HashSet<>();
        List<String> twice = new ArrayList<>();
        stage.history()
                .of(Entry.MemberRemoved.class)
                .filter(entry -> members.contains(entry.user()))
                .forEach(entry -> {
                    if (removed.add(entry.client() + " " + entry.user())) {
                        times.add(entry.at() - cutAt);
                    } else {
                        twice.add(entry.user());
                    }
                });
        int owed = members.size() * observers.size();
        stage.promise(
                "the others, on both brokers, hear of each member once that it is gone, in the same time",
                removed.size() == owed && twice.isEmpty() && times.maxMillis() <= FREED.toMillis(),
                removed.size() + " of " + owed + " removals, " + twice.size() + " of them twice, the last after "
                        + times.maxMillis() + " ms");
        stage.figure("time until a member is announced as gone p50", times.p50Millis(), "ms");
        stage.figure("time until a member is announced as gone max", times.maxMillis(), "ms");
    }

    private static long after(long since, BooleanSupplier condition) {
        boolean isTrue = Await.within(GIVEN_UP.minusNanos(System.nanoTime() - since), condition);
        return isTrue ? Duration.ofNanos(System.nanoTime() - since).toMillis() : -1;
    }

    private static String words(long afterMillis) {
        return afterMillis < 0 ? "not within " + GIVEN_UP.toSeconds() + " s" : "after " + afterMillis + " ms";
    }
}
