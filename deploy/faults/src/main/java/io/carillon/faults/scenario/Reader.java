package io.carillon.faults.scenario;

import io.carillon.faults.client.Api;
import io.carillon.faults.process.Await;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that asks for the members of a channel, again and again, on a thread of its own. */
final class Reader implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int OK = 200;

    private final Api api;
    private final String channel;
    private final AtomicInteger failed = new AtomicInteger();
    private final Thread thread;
    private volatile Timings timings = new Timings();
    private volatile boolean isOver;

    Reader(Api api, String channel) {
        this.api = api;
        this.channel = channel;
        this.thread = new Thread(this::read, "reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** How long the answers took since the last call; from here on anew. */
    Timings next() {
        Timings until = timings;
        timings = new Timings();
        return until;
    }

    /** How many were not answered with 200. */
    int failed() {
        return failed.get();
    }

    private void read() {
        while (!isOver) {
            Timings now = timings;
            var unused = api.get("/channels/" + channel + "/users", Map.of()).thenAccept(answer -> {
                now.add(answer.took().toNanos());
                if (answer.status() != OK) {
                    failed.incrementAndGet();
                }
            });
            Await.pause(BETWEEN);
        }
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
