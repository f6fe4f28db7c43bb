package io.carillon.bench.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What some processes have used since they started, together.
 *
 * @param userSeconds CPU time in their own code
 * @param systemSeconds CPU time in the kernel on their behalf
 * @param waitedSeconds time in which their threads could have run but other programs had the core; threads that have ended
 *     take theirs with them
 * @param compilerSeconds CPU time of a JVM's compiler, which is part of the first two: a warm one has none
 * @param residentKb memory in RAM ({@code VmRSS}); the kernel's memory for sockets is not in it
 */
public record ProcessUsage(
        double userSeconds, double systemSeconds, double waitedSeconds, double compilerSeconds, long residentKb) {

    // USER_HZ, in which Linux tells CPU times: 100 on every architecture that a JVM runs on.
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    // As HotSpot calls its compiler's threads, in the fifteen letters that Linux has for a name.
    private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre");

    private static final Path PROC = Path.of("/proc");

    /**
     * Reads {@code /proc/PID/stat}, {@code status} and {@code task/TID/schedstat}.
     *
     * @throws NoSuchProcessException if one of them is not there (any more)
     */
    public static ProcessUsage of(List<Long> pids) {
        return of(PROC, pids);
    }

    public static ProcessUsage ofMyself() {
        return of(List.of(ProcessHandle.current().pid()));
    }

    static ProcessUsage of(Path proc, List<Long> pids) {
        double user = 0;
        double system = 0;
        double waited = 0;
        double compiler = 0;
        long resident = 0;
        for (long pid : pids) {
            Path process = proc.resolve(Long.toString(pid));
            try {
                String[] stat = fieldsAfterName(read(process.resolve("stat")));
                user += Long.parseLong(stat[USER_TICKS]) / TICKS_PER_SECOND;
                system += Long.parseLong(stat[SYSTEM_TICKS]) / TICKS_PER_SECOND;
                waited += waitedOfTasks(process.resolve("task"));
                compiler += compilerOfTasks(process.resolve("task"));
                resident += residentKb(read(process.resolve("status")));
            } catch (NoSuchFileException e) {
                throw new NoSuchProcessException(pid);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + process, e);
            }
        }
        return new ProcessUsage(user, system, waited, compiler, resident);
    }

    public double cpuSeconds() {
        return userSeconds + systemSeconds;
    }

    /** What was used since then; memory is the growth. */
    public ProcessUsage since(ProcessUsage before) {
        return new ProcessUsage(
                userSeconds - before.userSeconds,
                systemSeconds - before.systemSeconds,
                Math.max(0, waitedSeconds - before.waitedSeconds),
                Math.max(0, compilerSeconds - before.compilerSeconds),
                residentKb - before.residentKb);
    }

    /** A process may call itself anything, brackets and spaces included: the last bracket ends its name. */
    private static String[] fieldsAfterName(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
    }

    private static double waitedOfTasks(Path tasks) throws IOException {
        double nanos = 0;
        try (DirectoryStream<Path> list = Files.newDirectoryStream(tasks)) {
            for (Path task : list) {
                nanos += waitedNanos(task.resolve("schedstat"));
            }
        }
        return nanos / 1e9;
    }

    private static double compilerOfTasks(Path tasks) throws IOException {
        double seconds = 0;
        try (DirectoryStream<Path> list = Files.newDirectoryStream(tasks)) {
            for (Path task : list) {
                seconds += compilerSeconds(task);
            }
        }
        return seconds;
    }

    private static double compilerSeconds(Path task) {
        try {
            if (!COMPILER.matcher(read(task.resolve("comm"))).lookingAt()) {
                return 0;
            }
            String[] stat = fieldsAfterName(read(task.resolve("stat")));
            return (Long.parseLong(stat[USER_TICKS]) + Long.parseLong(stat[SYSTEM_TICKS])) / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static long waitedNanos(Path schedstat) {
        try {
            return Long.parseLong(read(schedstat).trim().split(" ", -1)[1]);
        } catch (IOException endedOrNotBuiltIn) {
            return 0;
        }
    }

    private static long residentKb(String status) {
        for (String line : status.split("\n", -1)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
