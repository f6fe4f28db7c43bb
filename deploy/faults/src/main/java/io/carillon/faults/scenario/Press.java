package io.carillon.faults.scenario;

import io.carillon.faults.client.Api;
import io.carillon.faults.process.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Publishes events to some channels in turn, at an even rate, on a thread of its own, until it is closed. */
final class Press implements AutoCloseable {

    private final Api api;
    private final List<String> channels;
    private final Duration between;
    private final ConcurrentLinkedQueue<CompletableFuture<?>> open = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean isOver;

    Press(Api api, List<String> channels, int eventsPerSecond) {
        this.api = api;
        this.channels = List.copyOf(channels);
        this.between = Duration.ofNanos(1_000_000_000L / eventsPerSecond);
        this.thread = new Thread(this::print, "press");
        thread.setDaemon(true);
        thread.start();
    }

    private void print() {
        for (int event = 1; !isOver; event++) {
            CompletableFuture<?> answer = api.publish(channels.get(event % channels.size()), "event-" + event);
            open.add(answer);
            open.removeIf(CompletableFuture::isDone);
            Await.pause(between);
        }
    }

    /** Returns when the last event was answered. */
    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(CompletableFuture::join);
    }
}
