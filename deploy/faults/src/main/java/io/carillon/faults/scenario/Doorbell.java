package io.carillon.faults.scenario;

import io.carillon.faults.client.Client;
import io.carillon.faults.client.Route;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody new, again and again, on a thread of its own: connects to one of some nodes in turn, subscribes to a channel, and leaves. */
final class Doorbell implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Stage stage;
    private final List<CarillonNode> nodes;
    private final String channel;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread thread;
    private volatile Timings timings = new Timings();
    private volatile boolean isOver;

    Doorbell(Stage stage, List<CarillonNode> nodes) {
        this(stage, nodes, "private-visitors");
    }

    /** @param channel a presence channel makes a member of each newcomer */
    Doorbell(Stage stage, List<CarillonNode> nodes, String channel) {
        this.stage = stage;
        this.nodes = List.copyOf(nodes);
        this.channel = channel;
        this.thread = new Thread(this::ring, "doorbell");
        thread.setDaemon(true);
        thread.start();
    }

    /** How long it took those who rang since the last call; from here on anew. */
    Timings next() {
        Timings until = timings;
        timings = new Timings();
        return until;
    }

    private void ring() {
        for (int visitor = 1; !isOver; visitor++) {
            Client client = stage.crowd().extra("visitor-" + visitor, Route.to(nodes.get(visitor % nodes.size())));
            Timings now = timings;
            long rangAt = System.nanoTime();
            waiting.incrementAndGet();
            var connecting = client.connect();
            var joining =
                    channel.startsWith("presence-") ? client.join(channel, client.name()) : client.subscribe(channel);
            var unused = connecting.thenCombine(joining, (greeted, in) -> in).thenCompose(in -> {
                waiting.decrementAndGet();
                now.add(System.nanoTime() - rangAt);
                return client.hangUp();
            });
            Await.pause(BETWEEN);
        }
    }

    /** How many are still outside after it has stopped ringing and some patience. */
    int refused() {
        Await.within(PATIENCE, () -> waiting.get() == 0);
        return waiting.get();
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
