package io.carillon.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All processes of one run, each with its log in one folder. Closing stops what still runs, the last started first; so does the end
 * of this JVM, however it comes.
 */
public final class Processes implements AutoCloseable {

    private static final Pattern PID = Pattern.compile("pid=(\\d+)");

    private final Path logs;
    private final Path data;
    private final ConcurrentLinkedDeque<RunningProcess> started = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<Runnable> afterwards = new ConcurrentLinkedDeque<>();
    private final Thread atExit = new Thread(this::stopAll, "stop what was started");

    private Processes(Path logs, Path data) {
        this.logs = logs;
        this.data = data;
    }

    /** @param logs emptied first, and left when the run is over; data folders are temporary and go with it */
    public static Processes in(Path logs) {
        try {
            deleteTree(logs);
            Files.createDirectories(logs);
            var processes = new Processes(logs, Files.createTempDirectory("carillon-faults"));
            Runtime.getRuntime().addShutdownHook(processes.atExit);
            return processes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts one.
     *
     * @param name names its log
     * @param environment on top of ours, of which nothing that configures Carillon is passed on
     */
    public RunningProcess start(String name, List<String> command, Map<String, String> environment) {
        Path log = logs.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> env = builder.environment();
        env.keySet().removeIf(variable -> variable.startsWith("CARILLON_") || variable.startsWith("PUSHER_"));
        env.putAll(environment);
        try {
            var running = new RunningProcess(name, builder.start(), log);
            started.push(running);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0) + ": is it installed?", e);
        }
    }

    /** Does something when all of them are stopped, however the end comes. */
    void whenOver(Runnable task) {
        afterwards.push(task);
    }

    /** An empty folder that goes when the run goes. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(data.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the logs are, and whatever else should be there afterwards. */
    public Path logs() {
        return logs;
    }

    /**
     * The process that has one end of a connection, as the system knows it.
     *
     * @return empty if there is no such connection any more
     */
    public static OptionalLong owner(Address end) {
        String line = Tool.run("ss", "-H", "-t", "-n", "-p", "state", "established", "src", end.toString());
        Matcher pid = PID.matcher(line);
        return pid.find() ? OptionalLong.of(Long.parseLong(pid.group(1))) : OptionalLong.empty();
    }

    /** A port that the system found free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException endingAlready) {
            return;
        }
        stopAll();
    }

    private void stopAll() {
        started.forEach(RunningProcess::ask);
        started.forEach(RunningProcess::stop);
        started.clear();
        afterwards.forEach(Runnable::run);
        afterwards.clear();
        deleteTree(data);
    }

    /** Empties a folder and removes it. */
    static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
