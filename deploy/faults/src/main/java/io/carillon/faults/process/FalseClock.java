package io.carillon.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * A wall clock that is wrong, for as many processes as are told of it, by {@code libfaketime}. What measures time without a date (the
 * monotonic clock) stays right, as it does on a machine whose clock somebody sets.
 */
public final class FalseClock {

    // How long a process may go on with what it read last.
    private static final int SECONDS_TO_NOTICE = 1;

    private final Path file;

    private FalseClock(Path file) {
        this.file = file;
    }

    /** A clock that is ahead by so much; behind if it is negative. */
    public static FalseClock ahead(Processes processes, Duration by) {
        var clock = new FalseClock(processes.folder("false-clock").resolve("offset"));
        clock.set(by);
        return clock;
    }

    /** Makes it jump: from now on it is ahead by so much. Returns when all processes must have noticed. */
    public void jump(Duration by) {
        set(by);
        Await.pause(Duration.ofSeconds(SECONDS_TO_NOTICE + 1));
    }

    /** What a process must be told, on top of everything else, to look at this clock. */
    public Map<String, String> environment() {
        return Map.of(
                // The loader puts the machine's own library folder there.
                "LD_PRELOAD", "/usr/$LIB/faketime/libfaketimeMT.so.1",
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_CACHE_DURATION", Integer.toString(SECONDS_TO_NOTICE),
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Its mend for programs that wait by the false clock makes those that wait by the right one wait not at
                // all.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    private void set(Duration by) {
        try {
            Path next = file.resolveSibling("next");
            Files.writeString(next, (by.isNegative() ? "" : "+") + by.toSeconds() + "\n");
            // In one step: nobody may read half of it.
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
