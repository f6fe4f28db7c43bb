package io.carillon.faults.scenario;

import io.carillon.faults.client.Audience;
import io.carillon.faults.client.Audience.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an audience hears, window by window of a second, on a thread of its own until it is closed: one hiccup of the machine
 * spoils one window and not the whole.
 */
final class Windows implements AutoCloseable {

    private static final double WINDOW_MILLIS = 1_000;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Audience audience;
    private final Thread thread;
    private List<Heard> heard = new ArrayList<>();
    private volatile boolean isOver;

    Windows(Audience audience) {
        this.audience = audience;
        this.thread = new Thread(this::look, "windows");
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        while (!isOver) {
            LockSupport.parkNanos(WINDOW_NANOS);
            add(audience.next());
        }
    }

    private synchronized void add(Heard window) {
        heard.add(window);
    }

    /** The windows that ended since this was called last, but for the first, which began before. */
    synchronized List<Heard> next() {
        List<Heard> taken = heard;
        heard = new ArrayList<>();
        return taken.isEmpty() ? taken : taken.subList(1, taken.size());
    }

    /** Of each window; one in which nothing was heard at all counts as late by its whole length. */
    static List<Double> p99s(List<Heard> windows) {
        return windows.stream()
                .map(window -> window.events() == 0 ? WINDOW_MILLIS : window.p99Millis())
                .toList();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    static double max(List<Double> values) {
        return values.stream().max(Double::compare).orElse(0.0);
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
