package io.carillon.acceptance.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** All that one person is told, until the story asks for it. Any thread may tell. */
final class Told {

    private final String person;
    private final Duration patience;
    private final List<String> lines = new ArrayList<>();

    Told(String person, Duration patience) {
        this.person = person;
        this.patience = patience;
    }

    synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    /** Waits until this was told, and takes it away. */
    void awaits(String line) {
        take(line::equals, line);
    }

    /** Whether this is told within a time; it is taken away if so. */
    synchronized boolean isTold(String line, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!lines.remove(line)) {
            if (!isLeft(deadline)) {
                return false;
            }
        }
        return true;
    }

    /** Waits until a line was told that begins so, and takes it away. */
    String awaitsBeginning(String beginning) {
        return take(line -> line.startsWith(beginning), beginning + "…");
    }

    /** What was told so far and begins so, in the order of telling; it is taken away. */
    synchronized List<String> taken(String beginning) {
        List<String> taken =
                lines.stream().filter(line -> line.startsWith(beginning)).toList();
        lines.removeAll(taken);
        return taken;
    }

    private synchronized String take(Predicate<String> wanted, String what) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            for (int i = 0; i < lines.size(); i++) {
                if (wanted.test(lines.get(i))) {
                    return lines.remove(i);
                }
            }
            if (!isLeft(deadline)) {
                throw new AssertionError(
                        person + " was not told '" + what + "' within " + patience.toSeconds() + " s, but: " + lines);
            }
        }
    }

    /** Waits for something to be told; false if the time is over. */
    private synchronized boolean isLeft(long deadline) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return true;
    }

    @Override
    public synchronized String toString() {
        return person + " was told " + lines;
    }
}
