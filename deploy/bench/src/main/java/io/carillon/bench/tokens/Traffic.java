package io.carillon.bench.tokens;

import io.carillon.bench.load.LoadException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What else goes on: subscribers on each node, and somebody who publishes to them at a steady rate. */
final class Traffic implements AutoCloseable {

    private static final String CHANNEL = "private-traffic";

    private final List<Socket> subscribers = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final LongAdder published = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * Begins.
     *
     * @param serverToken with which it is published
     */
    static Traffic begin(
            HttpClient http,
            Platform platform,
            Mint mint,
            String serverToken,
            int subscribersPerNode,
            int eventsPerSecond) {
        var traffic = new Traffic();
        for (String node : platform.nodes()) {
            for (int i = 0; i < subscribersPerNode; i++) {
                traffic.subscribers.add(
                        Socket.open(http, node, platform.key(), mint.quick("reader" + i, "r-" + node + "-" + i)));
            }
        }
        traffic.subscribers.forEach(one -> one.greeted().subscribe(CHANNEL));
        HttpRequest event = HttpRequest.newBuilder(
                        URI.create("http://" + platform.controlPlane() + "/apps/" + platform.app() + "/events"))
                .header("Authorization", "Bearer " + serverToken)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"name\":\"tick\",\"channel\":\"" + CHANNEL + "\",\"data\":\"" + "x".repeat(100) + "\"}"))
                .build();
        long pause = TimeUnit.SECONDS.toMicros(1) / eventsPerSecond;
        var unused =
                traffic.clock.scheduleAtFixedRate(() -> traffic.publish(http, event), 0, pause, TimeUnit.MICROSECONDS);
        return traffic;
    }

    private void publish(HttpClient http, HttpRequest event) {
        try {
            if (http.send(event, BodyHandlers.discarding()).statusCode() == 200) {
                published.increment();
            } else {
                failed.increment();
            }
        } catch (IOException e) {
            failed.increment();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Events that were published until now; fails if one was refused, since the load would be another than it says. */
    long published() {
        if (failed.sum() > 0) {
            throw new LoadException(failed.sum() + " events of the load could not be published.");
        }
        return published.sum();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        subscribers.forEach(Socket::close);
    }
}
