package io.carillon.faults.scenario;

import io.carillon.faults.client.Api;
import io.carillon.faults.client.App;
import io.carillon.faults.client.Client;
import io.carillon.faults.client.Crowd;
import io.carillon.faults.client.Route;
import io.carillon.faults.history.History;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A few visitors on each node before anything counts: what a process does for the first time takes it ten times as long. */
final class Warmup {

    private static final int VISITORS = 40;
    private static final Duration BETWEEN = Duration.ofMillis(25);
    private static final String CHANNEL = "presence-warm-up";

    private Warmup() {}

    /** Nothing of it is in the scenario's history. Returns when the last visitor has gone. */
    static void of(Cluster cluster) {
        var history = new History();
        try (var crowd = new Crowd(App.FAULTS, history)) {
            var api = new Api(App.FAULTS, cluster.controlPlane().address(), history);
            for (int i = 0; i < VISITORS; i++) {
                for (CarillonNode broker : cluster.brokers()) {
                    Client client = crowd.client("visitor-" + i + "-of-" + broker, Route.to(broker));
                    var unused = client.connect();
                    var left = client.join(CHANNEL, client.name()).thenCompose(joined -> client.hangUp());
                    Await.pause(BETWEEN);
                    if (i == VISITORS - 1) {
                        left.orTimeout(30, TimeUnit.SECONDS).join();
                    }
                }
                api.publish(CHANNEL, "warm-" + i).join();
                api.users(CHANNEL);
            }
        }
    }
}
