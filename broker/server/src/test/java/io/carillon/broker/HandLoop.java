package io.carillon.broker;

import io.carillon.broker.channel.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An event loop that a test turns by hand: nothing runs until it is told to, and time passes when the test says so. */
public final class HandLoop implements Loop {

    private final Thread owner = Thread.currentThread();
    // What is verified elsewhere comes back from there.
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Due> timers = new ArrayList<>();
    private long now;

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == owner;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(Duration pause, Runnable task) {
        var due = new Due(now + pause.toNanos(), task);
        timers.add(due);
        return () -> timers.remove(due);
    }

    /** Runs what waits; true if there was anything. */
    public boolean turn() {
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            any = true;
        }
        return any;
    }

    /** Lets time pass, and runs what falls due. */
    public void advance(Duration time) {
        now += time.toNanos();
        for (Due due : List.copyOf(timers)) {
            if (due.at <= now && timers.remove(due)) {
                due.task.run();
            }
        }
    }

    /** The loop's own clock. */
    public long nanos() {
        return now;
    }

    private record Due(long at, Runnable task) {}
}
