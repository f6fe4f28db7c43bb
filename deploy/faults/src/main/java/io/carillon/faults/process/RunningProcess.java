package io.carillon.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One process that we have started. It is only ever spoken to by its process id, and its children are nobody's.
 *
 * <p>What it prints goes to its log. Any thread may call.
 */
public final class RunningProcess {

    private static final long POLITE_SECONDS = 15;
    private static final int LOG_END = 4_000;

    private final String name;
    private final Process process;
    private final Path log;

    RunningProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and SIGKILL if it does not go within 15 seconds. Returns when it is gone. */
    public void stop() {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        if (!isGoneWithin(POLITE_SECONDS)) {
            kill();
        }
    }

    /** SIGKILL: it has no time to say anything to anybody. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        isGoneWithin(POLITE_SECONDS);
    }

    /** SIGSTOP: it keeps its connections and does nothing, not even notice. */
    public void freeze() {
        signal("-STOP");
    }

    /** SIGCONT: it goes on as though no time had passed. */
    public void thaw() {
        signal("-CONT");
    }

    /** Asks it to go without waiting; a frozen one is woken first, or it would never hear. */
    void ask() {
        if (process.isAlive()) {
            thaw();
            process.destroy();
        }
    }

    /** Resident memory in bytes, as Linux counts it; 0 when it is gone. */
    public long residentBytes() {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        try {
            for (String line : Files.readString(status, StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException gone) {
            return 0;
        }
        return 0;
    }

    /** How long processors have worked for it so far; nothing when it is gone. */
    public Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How many files and connections it has open; 0 when it is gone. */
    public int openFiles() {
        try (var files = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
            return (int) files.count();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Whether a library of this name is part of it. */
    public boolean hasLibrary(String library) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid()), "maps"), StandardCharsets.ISO_8859_1)
                    .contains(library);
        } catch (IOException gone) {
            return false;
        }
    }

    /** What it printed last. */
    public String logEnd() {
        try {
            String all = Files.readString(log, StandardCharsets.ISO_8859_1);
            return all.length() <= LOG_END ? all : "…" + all.substring(all.length() - LOG_END);
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** All that it printed. */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + " (process " + pid() + ")";
    }

    private void signal(String signal) {
        if (!process.isAlive()) {
            return;
        }
        try {
            int status = new ProcessBuilder("kill", signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (status != 0 && process.isAlive()) {
                throw new IllegalStateException("kill " + signal + " " + pid() + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + signal + " to " + this, e);
        }
    }

    private boolean isGoneWithin(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
