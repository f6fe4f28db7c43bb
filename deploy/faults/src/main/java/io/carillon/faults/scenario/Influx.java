package io.carillon.faults.scenario;

import io.carillon.faults.process.CarillonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again, on a thread of its own, how many clients a node has let in, until it is closed. */
final class Influx implements AutoCloseable {

    private static final long BETWEEN_NANOS = 100_000_000;

    /** The node had let in so many at some moment between asking and being answered. */
    record Look(long askedAt, long answeredAt, double letIn) {}

    private final CarillonNode node;
    private final List<Look> looks = new ArrayList<>();
    private final Thread thread;
    private volatile boolean isOver;

    Influx(CarillonNode node) {
        this.node = node;
        this.thread = new Thread(this::watch, "influx of " + node);
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!isOver) {
            look();
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    private synchronized void look() {
        long askedAt = System.nanoTime();
        double letIn = node.metrics().get("carillon_connections_opened_total");
        looks.add(new Look(askedAt, System.nanoTime(), letIn));
    }

    /** The most that certainly came within this time, wherever it began. */
    synchronized long mostWithin(Duration time) {
        return mostWithin(looks, time);
    }

    static long mostWithin(List<Look> looks, Duration time) {
        double most = 0;
        int first = 0;
        for (Look last : looks) {
            while (last.answeredAt() - looks.get(first).askedAt() > time.toNanos() && looks.get(first) != last) {
                first++;
            }
            most = Math.max(most, last.letIn() - looks.get(first).letIn());
        }
        return (long) most;
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
