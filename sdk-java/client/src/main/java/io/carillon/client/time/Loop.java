package io.carillon.client.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One daemon thread that runs what it is given, one task after the other in the order in which they came, and wakes people. What belongs to
 * it needs no locks. After {@link #close()} tasks are dropped.
 */
public final class Loop implements Executor, Timer, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.carillon.client");

    private final ScheduledThreadPoolExecutor thread;

    /** @param name of the thread */
    public Loop(String name) {
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            // Nobody waits for it any more.
        }
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        try {
            Future<?> alarm = thread.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> alarm.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    /** What fails here is a fault of ours, and would vanish in a future that nobody looks at. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException fault) {
                LOG.log(System.Logger.Level.ERROR, "A task failed.", fault);
            }
        };
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
