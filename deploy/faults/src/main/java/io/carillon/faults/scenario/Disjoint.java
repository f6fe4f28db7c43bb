package io.carillon.faults.scenario;

import io.carillon.faults.client.Api;
import io.carillon.faults.client.Client;
import io.carillon.faults.client.Route;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.Metrics;
import io.carillon.faults.process.RedisServer.Persistence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;

/** Nothing breaks: each node is to receive what its own clients listen to, and nothing else. */
final class Disjoint implements Scenario {

    private static final int NODES = 4;
    private static final int CHANNELS = 120;
    private static final int EVENTS = 4_800;
    private static final int EVENTS_PER_SECOND = 400;
    private static final Duration IDLE = Duration.ofSeconds(6);
    private static final Duration VACATED = Duration.ofSeconds(3);
    private static final Duration ARRIVED = Duration.ofSeconds(5);
    private static final double TOLERANCE = 0.1;
    private static final String MESSAGES = "carillon_lanes_messages_total";
    private static final String BYTES = "carillon_lanes_bytes_total";

    /** What came in at one node. */
    private record Load(double messages, double bytes) {}

    @Override
    public String name() {
        return "disjoint";
    }

    @Override
    public String story() {
        return "4 brokers. " + EVENTS + " events on " + CHANNELS
                + " channels whose subscribers are on 1, on 2 and on 4 nodes, each channel on one"
                + " of them; then on one channel with a subscriber on each node. What comes in at each node is read from its"
                + " metrics, less what comes in when nothing is published.";
    }

    @Override
    public void play(Stage stage) {
        Cluster cluster = stage.cluster(Persistence.NONE, NODES);
        Load idle = idle(stage, cluster);
        stage.figure(
                "lane messages a second at a node when nothing is published", Math.rint(idle.messages() * 10) / 10, "");
        double whole = 0;
        double wholeBytes = 0;
        for (int k : List.of(1, 2, 4)) {
            List<Load> loads = loads(stage, cluster, "on-" + k, CHANNELS, channel -> channel % k, idle);
            if (k == 1) {
                whole = loads.get(0).messages();
                wholeBytes = loads.get(0).bytes();
                stage.promise(
                        "one node that has all channels receives each event once", isNear(whole, EVENTS), words(loads));
            }
            double most =
                    loads.stream().limit(k).mapToDouble(Load::messages).max().orElse(0);
            double mostBytes =
                    loads.stream().limit(k).mapToDouble(Load::bytes).max().orElse(0);
            double others =
                    loads.stream().skip(k).mapToDouble(Load::messages).max().orElse(0);
            if (k > 1) {
                stage.promise(
                        "spread over " + k + " nodes, each receives 1/" + k + " of the messages and bytes",
                        isNear(most, whole / k) && isNear(mostBytes, wholeBytes / k),
                        words(loads));
            }
            if (k < NODES) {
                stage.promise(
                        "a node that has none of them receives none of it (" + k + " of " + NODES + " have)",
                        others <= EVENTS * TOLERANCE / 10,
                        words(loads));
            }
            stage.figure("spread over " + k + ": messages at the fullest node", Math.rint(most), "");
            stage.figure("spread over " + k + ": bytes at the fullest node", Math.rint(mostBytes), "");
        }
        List<Load> everywhere = everywhere(stage, cluster, idle);
        double least = everywhere.stream().mapToDouble(Load::messages).min().orElse(0);
        stage.promise(
                "one channel that is heard on all nodes: each receives all of it",
                isNear(least, EVENTS),
                words(everywhere));
        stage.figure("one channel on all: messages at each node", Math.rint(least), "");
        stage.figure(
                "one channel on all: bytes at each node",
                Math.rint(everywhere.stream().mapToDouble(Load::bytes).min().orElse(0)),
                "");
    }

    private static Load idle(Stage stage, Cluster cluster) {
        stage.say("listening to the silence");
        List<Metrics> before = metrics(cluster);
        Await.pause(IDLE);
        List<Metrics> after = metrics(cluster);
        double messages = 0;
        double bytes = 0;
        for (int i = 0; i < NODES; i++) {
            messages += after.get(i).get(MESSAGES) - before.get(i).get(MESSAGES);
            bytes += after.get(i).get(BYTES) - before.get(i).get(BYTES);
        }
        return new Load(messages / NODES / IDLE.toSeconds(), bytes / NODES / IDLE.toSeconds());
    }

    private static List<Load> loads(
            Stage stage, Cluster cluster, String prefix, int channels, IntUnaryOperator nodeOf, Load idle) {
        stage.say(prefix + ": publishing " + EVENTS + " events");
        List<Client> clients = new ArrayList<>();
        for (CarillonNode broker : cluster.brokers()) {
            clients.add(stage.crowd()
                    .client(prefix + "-" + broker, Route.to(broker))
                    .connect()
                    .join());
        }
        for (int channel = 0; channel < channels; channel++) {
            clients.get(nodeOf.applyAsInt(channel))
                    .subscribe(prefix + "-" + channel)
                    .join();
        }
        List<Load> loads = published(stage, cluster, prefix, channels, EVENTS, idle);
        clients.forEach(client -> client.hangUp().join());
        // A node stays on a channel's route for a second after its last subscriber.
        Await.pause(VACATED);
        return loads;
    }

    private static List<Load> everywhere(Stage stage, Cluster cluster, Load idle) {
        stage.say("one channel on all nodes");
        List<Client> clients = new ArrayList<>();
        for (CarillonNode broker : cluster.brokers()) {
            Client client = stage.crowd()
                    .client("all-" + broker, Route.to(broker))
                    .connect()
                    .join();
            clients.add(client.subscribe("all-0").join());
        }
        return published(stage, cluster, "all", 1, EVENTS * clients.size(), idle);
    }

    private static List<Load> published(
            Stage stage, Cluster cluster, String prefix, int channels, int deliveries, Load idle) {
        Api api = stage.api(cluster.controlPlane());
        List<Metrics> before = metrics(cluster);
        long begin = System.nanoTime();
        List<CompletableFuture<Api.Answer>> answers = new ArrayList<>();
        for (int n = 0; n < EVENTS; n++) {
            answers.add(api.publish(prefix + "-" + n % channels, prefix + "-" + n));
            Await.pauseUntil(begin + n * 1_000_000_000L / EVENTS_PER_SECOND);
        }
        long refused =
                answers.stream().filter(answer -> answer.join().status() != 200).count();
        Await.require("every event heard", ARRIVED, () -> heard(stage, prefix) >= deliveries - refused);
        List<Metrics> after = metrics(cluster);
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            loads.add(new Load(
                    after.get(i).get(MESSAGES) - before.get(i).get(MESSAGES) - idle.messages() * seconds,
                    after.get(i).get(BYTES) - before.get(i).get(BYTES) - idle.bytes() * seconds));
        }
        return loads;
    }

    private static long heard(Stage stage, String prefix) {
        return stage.history()
                .of(Entry.Heard.class)
                .filter(heard -> heard.channel().startsWith(prefix + "-"))
                .count();
    }

    private static List<Metrics> metrics(Cluster cluster) {
        return cluster.brokers().stream().map(CarillonNode::metrics).toList();
    }

    private static boolean isNear(double found, double expected) {
        return Math.abs(found - expected) <= expected * TOLERANCE;
    }

    private static String words(List<Load> loads) {
        List<String> words = loads.stream()
                .map(load -> String.format(Locale.ROOT, "%.0f messages, %.0f bytes", load.messages(), load.bytes()))
                .toList();
        return "by node: " + String.join("; ", words);
    }
}
