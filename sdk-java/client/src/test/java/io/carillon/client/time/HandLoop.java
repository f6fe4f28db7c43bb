package io.carillon.client.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/** A loop that a test turns by hand, and whose clock it holds. */
public final class HandLoop implements Executor, Timer {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long alarms;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Waiter> waiters =
            new PriorityQueue<>(Comparator.comparing(Waiter::time).thenComparing(Waiter::number));

    private record Waiter(Instant time, long number, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        var waiter = new Waiter(now.plus(delay), alarms++, task);
        waiters.add(waiter);
        return () -> waiters.remove(waiter);
    }

    /** Runs all tasks that need no time, and those that come of them. */
    public void turn() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets time pass, and wakes everybody at the right moment. */
    public void advance(Duration time) {
        turn();
        Instant end = now.plus(time);
        while (!waiters.isEmpty() && !waiters.peek().time.isAfter(end)) {
            Waiter waiter = waiters.poll();
            now = waiter.time;
            waiter.task.run();
            turn();
        }
        now = end;
    }

    /** How many wait for their time. */
    public int waiting() {
        return waiters.size();
    }

    /** How long until the next one's time; negative if nobody waits. */
    public Duration untilNext() {
        return waiters.isEmpty() ? Duration.ofMillis(-1) : Duration.between(now, waiters.peek().time);
    }
}
