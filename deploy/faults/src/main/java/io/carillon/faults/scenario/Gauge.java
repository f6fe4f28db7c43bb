package io.carillon.faults.scenario;

import io.carillon.faults.process.RunningProcess;
import java.util.concurrent.locks.LockSupport;

/** Looks at a process's memory again and again, on a thread of its own, until it is closed. */
final class Gauge implements AutoCloseable {

    private static final long BETWEEN_NANOS = 50_000_000;
    private static final double MEGABYTE = 1024 * 1024;

    private final RunningProcess process;
    private final Thread thread;
    private long peak;
    private volatile boolean isOver;

    Gauge(RunningProcess process) {
        this.process = process;
        this.thread = new Thread(this::look, "gauge");
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        while (!isOver) {
            see(process.residentBytes());
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    private synchronized void see(long bytes) {
        peak = Math.max(peak, bytes);
    }

    /** The most that was resident since this was called last, in megabytes (2^20 bytes). */
    synchronized double nextPeak() {
        see(process.residentBytes());
        long taken = peak;
        peak = 0;
        return Math.round(taken / MEGABYTE * 10) / 10.0;
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
