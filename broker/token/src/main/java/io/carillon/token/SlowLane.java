package io.carillon.token;

import io.carillon.protocol.AppId;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for signatures that take long. What they cannot take is refused at once, and one app cannot take all of them. */
final class SlowLane implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    private final ConcurrentHashMap<AppId, Integer> busy = new ConcurrentHashMap<>();
    private final int perApp;

    SlowLane(DeskSettings settings) {
        this.perApp = settings.waitingPerApp();
        this.threads = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.waiting()),
                SlowLane::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "carillon-tokens");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether the task was taken, and will be done. */
    boolean offer(AppId app, Runnable task) {
        if (busy.merge(app, 1, Integer::sum) > perApp) {
            done(app);
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    done(app);
                }
            });
            return true;
        } catch (RejectedExecutionException full) {
            done(app);
            return false;
        }
    }

    private void done(AppId app) {
        busy.computeIfPresent(app, (id, count) -> count == 1 ? null : count - 1);
    }

    /** Takes no more; what was taken is done. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
