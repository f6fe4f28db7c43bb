package io.carillon.junit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server while it runs. All its threads are in a group of their own, so that it can be seen when the last of them has ended.
 *
 * <p>JUnit closes it with the store that it is kept in.
 */
@SuppressWarnings("deprecation") // Newer JUnits close whatever is closeable, older ones only this.
final class RunningServer implements ExtensionContext.Store.CloseableResource, AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ROUND = Duration.ofMillis(500);
    private static final String HTTP_CLIENT = "HttpClient-";

    private final ServerClasses classes;
    private final ThreadGroup threads;
    private final ServerLog log;
    /** Forgotten when it is closed: until then nothing that belongs to it can be collected. */
    private volatile Object server;

    private RunningServer(ServerClasses classes, ThreadGroup threads, ServerLog log, Object server) {
        this.classes = classes;
        this.threads = threads;
        this.log = log;
        this.server = server;
    }

    /**
     * Starts one.
     *
     * @throws IllegalStateException if it does not start; the message says why
     */
    static RunningServer start(Map<String, String> settings) {
        ServerClasses classes = ServerClasses.shared();
        var threads = new ThreadGroup("carillon-" + COUNT.incrementAndGet());
        var log = new ServerLog();
        Object server = among(threads, classes, () -> classes.start(settings, log::add));
        return new RunningServer(classes, threads, log, server);
    }

    /** Where it is, and its first app. */
    @SuppressWarnings("unchecked")
    Map<String, String> words() {
        return ((Supplier<Map<String, String>>) server).get();
    }

    /** The same with one more app. */
    @SuppressWarnings("unchecked")
    Map<String, String> wordsOfAnotherApp() {
        return among(threads, classes, (Callable<Map<String, String>>) server);
    }

    ServerLog log() {
        return log;
    }

    /** @throws IllegalStateException if a thread of it goes on */
    @Override
    public void close() {
        among(threads, classes, () -> {
            ((AutoCloseable) server).close();
            return threads;
        });
        server = new Stopped();
        awaitEndOfThreads();
    }

    private void awaitEndOfThreads() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (List<Thread> alive = alive(); !alive.isEmpty(); alive = alive()) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new IllegalStateException("Carillon was stopped, and these threads of it go on: " + alive);
            }
            if (alive.get(0).getName().startsWith(HTTP_CLIENT)) {
                // The JDK's own client has no end before Java 21 but that of its last reference.
                System.gc();
            }
            join(alive.get(0), Math.min(left, ROUND.toMillis()));
        }
    }

    /** The threads of it that have not ended. */
    List<Thread> alive() {
        var some = new Thread[threads.activeCount() + 16];
        int count = threads.enumerate(some);
        return Arrays.stream(some, 0, count)
                .filter(thread -> !isOfTheJvm(thread))
                .toList();
    }

    /** Born in whatever group needs them first, and everybody's from then on. */
    private static boolean isOfTheJvm(Thread thread) {
        return thread.getName().equals("CompletableFutureDelayScheduler")
                || (thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool());
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Carillon stopped.", stop);
        }
    }

    /** Threads are born into the group of the thread that makes them, and with its class loader. */
    private static <T> T among(ThreadGroup threads, ServerClasses classes, Callable<T> task) {
        var outcome = new CompletableFuture<T>();
        var thread = new Thread(
                threads,
                () -> {
                    try {
                        outcome.complete(task.call());
                    } catch (Exception | Error failed) {
                        outcome.completeExceptionally(failed);
                    }
                },
                threads.getName());
        thread.setContextClassLoader(classes.loader());
        thread.setDaemon(true);
        thread.start();
        try {
            return outcome.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException why ? why : failed;
        }
    }

    /** What is left of a server. */
    private static final class Stopped
            implements Supplier<Map<String, String>>, Callable<Map<String, String>>, AutoCloseable {

        @Override
        public Map<String, String> get() {
            throw new IllegalStateException("This Carillon was stopped, as the tests that it ran for are over.");
        }

        @Override
        public Map<String, String> call() {
            return get();
        }

        @Override
        public void close() {
            // It is.
        }
    }
}
