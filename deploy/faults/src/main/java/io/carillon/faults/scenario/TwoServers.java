package io.carillon.faults.scenario;

import io.carillon.faults.client.Client;
import io.carillon.faults.client.Route;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Address;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.Proxy;
import io.carillon.faults.process.RedisServer.Persistence;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The two-server story: behind a proxy without stickiness two users talk if the servers share a Redis, and only then. */
final class TwoServers implements Scenario {

    private static final String ROOM = "private-room";
    private static final int LINES = 20;
    // Ten a second is what a client may say by default.
    private static final Duration BETWEEN_LINES = Duration.ofMillis(150);
    private static final Duration HEARING = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "two-servers";
    }

    @Override
    public String story() {
        return "Ann and Bob connect through haproxy (round robin, no stickiness) to two servers and say " + LINES
                + " client events each to each other: over a shared Redis, and with two servers that share nothing.";
    }

    @Override
    public void play(Stage stage) {
        stage.needsProgram("haproxy", "haproxy");
        Cluster cluster = stage.cluster(Persistence.NONE, 2);
        List<Address> together =
                cluster.brokers().stream().map(CarillonNode::address).toList();
        List<Double> before = opened(cluster);
        int heard = linesHeard(stage, "shared", together);
        List<Double> after = opened(cluster);
        boolean isOneEach = after.get(0) - before.get(0) == 1 && after.get(1) - before.get(1) == 1;

        CarillonNode one = stage.alone("alone-1", Map.of());
        CarillonNode other = stage.alone("alone-2", Map.of());
        int heardApart = linesHeard(stage, "apart", List.of(one.address(), other.address()));

        stage.promise(
                "over a shared Redis each hears every line of the other",
                heard == 2 * LINES,
                heard + " of " + 2 * LINES + " lines were heard");
        stage.promise(
                "they were on different servers (else this proves nothing)",
                isOneEach,
                isOneEach ? "one connection each" : "the proxy did not take turns");
        stage.promise(
                "without it they do not hear each other (else this proves nothing)",
                heardApart == 0,
                heardApart + " lines were heard between servers that share nothing");
        stage.figure("lines heard over Redis, of " + 2 * LINES, heard, "");
        stage.figure("lines heard without it", heardApart, "");
    }

    private static List<Double> opened(Cluster cluster) {
        return cluster.brokers().stream()
                .map(broker -> broker.metrics().get("carillon_connections_opened_total"))
                .toList();
    }

    private static int linesHeard(Stage stage, String kind, List<Address> servers) {
        Proxy proxy = Proxy.start(stage.processes(), "proxy-" + kind, servers);
        Route route = () -> new Route.Stop("proxy-" + kind, proxy.address());
        Client ann = stage.crowd().client("ann-" + kind, route);
        Client bob = stage.crowd().client("bob-" + kind, route);
        // One after the other, or the proxy's turns could not be told.
        ann.connect().join();
        bob.connect().join();
        ann.subscribe(ROOM).join();
        bob.subscribe(ROOM).join();
        for (int line = 0; line < LINES; line++) {
            ann.say(ROOM, "client-line", kind + "-ann-" + line);
            bob.say(ROOM, "client-line", kind + "-bob-" + line);
            Await.pause(BETWEEN_LINES);
        }
        Await.within(HEARING, () -> count(stage, kind) >= 2 * LINES);
        ann.hangUp().join();
        bob.hangUp().join();
        return count(stage, kind);
    }

    private static int count(Stage stage, String kind) {
        return (int) stage.history()
                .of(Entry.Heard.class)
                .filter(heard -> heard.id().startsWith(kind + "-"))
                .count();
    }
}
