package io.carillon.faults.scenario;

import io.carillon.faults.client.Api;
import io.carillon.faults.client.Api.Answer;
import io.carillon.faults.client.Audience;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes what an audience hears at an even rate, on a thread of its own, until it is closed. Each event waits for the answer to the one
 * before, so that their order is certain; if answers are late the rate falls, and the audience's figures show it.
 */
final class Metronome implements AutoCloseable {

    private final Api api;
    private final String channel;
    private final int bytes;
    private final long pauseNanos;
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Thread thread;
    private volatile Timings answers = new Timings();
    private volatile boolean isOver;

    Metronome(Api api, String channel, int eventsPerSecond, int bytes) {
        this.api = api;
        this.channel = channel;
        this.bytes = bytes;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
        this.thread = new Thread(this::tick, "metronome");
        thread.setDaemon(true);
        thread.start();
    }

    private void tick() {
        long due = System.nanoTime();
        while (!isOver) {
            long number = last.get() + 1;
            Answer answer = api.tick(channel, Audience.data(number, bytes)).join();
            answers.add(answer.took().toNanos());
            if (answer.status() == 200) {
                last.set(number);
            } else {
                refused.incrementAndGet();
            }
            due = Math.max(due + pauseNanos, System.nanoTime() - pauseNanos);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** The number of the last event that was accepted. */
    long last() {
        return last.get();
    }

    /** How many publishes were not answered with 200. */
    long refused() {
        return refused.get();
    }

    /** How long publishes took that were answered since this was called last. */
    Timings next() {
        Timings taken = answers;
        answers = new Timings();
        return taken;
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
