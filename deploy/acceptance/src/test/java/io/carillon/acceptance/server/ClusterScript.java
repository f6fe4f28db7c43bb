package io.carillon.acceptance.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code deploy/cluster} on a free port, with its state in a folder of the test's; stopped as its user stops it. */
public final class ClusterScript implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Process process;
    private final Path errors;
    private final JsonNode announcement;

    private ClusterScript(Path folder, Process process, Path errors, JsonNode announcement) {
        this.folder = folder;
        this.process = process;
        this.errors = errors;
        this.announcement = announcement;
    }

    /** A program of the cluster, as it was announced. */
    public record Part(String name, ProcessHandle process, int port, int managementPort) {}

    /** Starts it and waits until it has said that everything runs. */
    public static ClusterScript start(Path folder, int brokers, int controlPlanes) {
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
            builder.environment().keySet().removeIf(name -> name.startsWith("CARILLON_") || name.startsWith("PUSHER_"));
            builder.environment().put("CARILLON_APP_ID", RunningJar.APP_ID);
            builder.environment().put("CARILLON_APP_KEY", RunningJar.APP_KEY);
            builder.environment().put("CARILLON_APP_SECRET", RunningJar.APP_SECRET);
            Process process = builder.redirectError(errors.toFile()).start();
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null) {
                throw new IllegalStateException("deploy/cluster started nothing:\n" + Files.readString(errors));
            }
            return new ClusterScript(folder, process, errors, JSON.readTree(line));
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
