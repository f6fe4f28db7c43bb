package io.carillon.acceptance.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.acceptance.wire.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code deploy/cluster} on a free port, with its state in a folder of the test's; stopped as its user stops it. */
public final class ClusterScript implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration START = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<String, String> settings;
    private final Process process;
    private final Path errors;
    private final JsonNode announcement;

    private ClusterScript(
            Path folder, Map<String, String> settings, Process process, Path errors, JsonNode announcement) {
        this.folder = folder;
        this.settings = settings;
        this.process = process;
        this.errors = errors;
        this.announcement = announcement;
    }

    /** A program of the cluster, as it was announced. */
    public record Part(String name, ProcessHandle process, int port, int managementPort) {}

    /** Starts it and waits until it has said that everything runs. */
    public static ClusterScript start(Path folder, int brokers, int controlPlanes) {
        return start(folder, brokers, controlPlanes, Map.of());
    }

    /**
     * As {@link #start(Path, int, int)}.
     *
     * @param settings {@code CARILLON_} variables for brokers and control planes
     */
    public static ClusterScript start(Path folder, int brokers, int controlPlanes, Map<String, String> settings) {
        try {
            // Root's tests: PostgreSQL runs as somebody else, who must be able to go where its files are.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            Path errors = folder.resolve("cluster.err.log");
            var builder = new ProcessBuilder(command(
                    folder,
                    "start",
                    "--json",
                    "--port",
                    Integer.toString(RunningJar.freePort()),
                    "--brokers",
                    Integer.toString(brokers),
                    "--control-planes",
                    Integer.toString(controlPlanes)));
            clear(builder);
            builder.environment().putAll(settings);
            builder.environment().put("CARILLON_APP_ID", RunningJar.APP_ID);
            builder.environment().put("CARILLON_APP_KEY", RunningJar.APP_KEY);
            builder.environment().put("CARILLON_APP_SECRET", RunningJar.APP_SECRET);
            Process process = builder.redirectError(errors.toFile()).start();
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null) {
                throw new IllegalStateException("deploy/cluster started nothing:\n" + Files.readString(errors));
            }
            return new ClusterScript(folder, settings, process, errors, JSON.readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of the proxy, where clients and servers arrive. */
    public int port() {
        return announcement.get("port").asInt();
    }

    public JsonNode announcement() {
        return announcement;
    }

    /** Everything that was started, but the script itself. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : announcement.get("parts")) {
            // One that has ended is no process any more, but was a part.
            Optional<ProcessHandle> handle = ProcessHandle.of(part.get("pid").asLong());
            handle.ifPresent(process -> parts.add(new Part(
                    part.get("name").asText(),
                    process,
                    part.path("port").asInt(),
                    part.path("management_port").asInt())));
        }
        return parts;
    }

    /**
     * Starts a broker in the place of one that has ended, which the script leaves to whoever looks after the machine: the proxy finds it on
     * the same ports. It returns at once, see {@link #awaitReady}. Whoever starts it stops it.
     */
    public Process startAgain(Part broker) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            RunningJar.java(),
                            "-jar",
                            RunningJar.broker().toString(),
                            "--json",
                            "--config",
                            folder.resolve("carillon-cluster/carillon.yml").toString(),
                            "--host",
                            "127.0.0.1",
                            "--port",
                            Integer.toString(broker.port()),
                            "--management-port",
                            Integer.toString(broker.managementPort()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(broker.name() + "-again.log").toFile());
            clear(builder);
            builder.environment().putAll(settings);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a broker that was started again is ready. */
    public static void awaitReady(Part broker, Process process) {
        var management = new RawHttp("127.0.0.1", broker.managementPort());
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady(management)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError(broker.name() + " did not start again");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static boolean isReady(RawHttp management) {
        try {
            return management.send("GET", "/health/readiness", null).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static void clear(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("CARILLON_") || name.startsWith("PUSHER_"));
    }

    /** Waits until it has said this; it looks at its parts twice a second. */
    public void says(String words) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!errors().contains(words)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("deploy/cluster did not say '" + words + "' but:\n" + errors());
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code deploy/cluster WORDS} beside it, and returns its status. */
    public int runs(String... words) {
        try {
            Process other = new ProcessBuilder(command(folder, words))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("other.log").toFile())
                    .start();
            if (!other.waitFor(90, TimeUnit.SECONDS)) {
                other.destroyForcibly();
                throw new AssertionError("deploy/cluster " + String.join(" ", words) + " does not end");
            }
            return other.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Whether the script in the foreground has ended. */
    public boolean hasEnded() {
        return !process.isAlive();
    }

    @Override
    public void close() {
        runs("stop");
        process.destroyForcibly();
    }

    private static List<String> command(Path folder, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(RunningJar.required("carillon.root"), "deploy/cluster").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--dir", folder.resolve("carillon-cluster").toString()));
        return command;
    }
}
