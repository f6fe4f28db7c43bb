package io.carillon.bench.apps;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How soon a change of an app holds on every node: an app with a client on each node is switched off, and each client notes when it
 * was sent away. From the moment in which the request is sent: what the database needs is part of it.
 */
final class Reach {

    private final Admin admin;
    private final List<String> nodes;
    private final Histogram eachNode = new Histogram(3);
    private final Histogram lastNode = new Histogram(3);
    private final Histogram answer = new Histogram(3);

    Reach(Admin admin, List<String> nodes) {
        this.admin = admin;
        this.nodes = nodes;
    }

    /** Switches off so many apps, one after the other; they stay off. */
    void measure(int first, int rounds, boolean counted) {
        HttpClient http = HttpClient.newHttpClient();
        for (int round = 0; round < rounds; round++) {
            int number = first + round;
            List<Watch> clients = new ArrayList<>();
            for (String node : nodes) {
                clients.add(Watch.on(http, node, ManyApps.key(number, 0)));
            }
            long sent = System.nanoTime();
            admin.patch("/apps/" + ManyApps.id(number), "{\"enabled\":false}");
            long answered = System.nanoTime();
            long last = 0;
            for (Watch client : clients) {
                long micros = Math.max(0, (client.sentAwayAt() - sent) / 1_000);
                last = Math.max(last, micros);
                if (counted) {
                    eachNode.recordValue(micros);
                }
            }
            if (counted) {
                lastNode.recordValue(last);
                answer.recordValue((answered - sent) / 1_000);
            }
        }
    }

    /** Milliseconds, as JSON. */
    String json() {
        return "{\"rounds\":" + lastNode.getTotalCount() + ",\"nodes\":" + nodes.size() + ",\"answer\":" + json(answer)
                + ",\"each_node\":" + json(eachNode) + ",\"last_node\":" + json(lastNode) + "}";
    }

    private static String json(Histogram micros) {
        return String.format(
                Locale.ROOT,
                "{\"p50\":%.1f,\"p99\":%.1f,\"max\":%.1f}",
                micros.getValueAtPercentile(50) / 1_000.0,
                micros.getValueAtPercentile(99) / 1_000.0,
                micros.getMaxValue() / 1_000.0);
    }
}
