package io.carillon.client.realtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task after the other, in their order, on an executor that may have many threads. Tasks are refused with a {@link
 * RejectedExecutionException} once it is closed, or once the app has shut down that executor.
 */
final class SerialExecutor implements Executor {

    private final Executor executor;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        if (add(task)) {
            start();
        }
    }

    /** Takes nothing more. What it took is run, and then this. */
    void close(Runnable last) {
        if (addLast(last)) {
            try {
                start();
            } catch (RejectedExecutionException shutDown) {
                // By the app, before: nothing is left to be run.
            }
        }
    }

    private synchronized boolean addLast(Runnable last) {
        boolean starts = !closed && add(last);
        closed = true;
        return starts;
    }

    /** Whether somebody has to start. */
    private synchronized boolean add(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("The client is closed.");
        }
        tasks.add(task);
        boolean starts = !running;
        running = true;
        return starts;
    }

    private void start() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException shutDown) {
            stop();
            throw shutDown;
        }
    }

    private synchronized void stop() {
        tasks.clear();
        running = false;
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        running = task != null;
        return task;
    }
}
