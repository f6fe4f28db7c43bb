package io.carillon.acceptance.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One {@code carillon.jar dev}, or one broker or control plane, as a process on free ports of its own, with a data folder that goes when it goes.
 *
 * <p>Its output is kept under {@code target/servers}. It is stopped by its process id, and its children are nobody's.
 */
public final class RunningJar implements AutoCloseable {

    /** The app that every test speaks for; fixed, so that a frame in a log can be compared with one in a test. */
    public static final String APP_ID = "7001";

    public static final String APP_KEY = "acceptance0key000001";
    public static final String APP_SECRET = "acceptance0secret000000000000000000000001";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final int port;
    private final int managementPort;
    private final Path data;
    private final Path out;
    private final Path err;

    private RunningJar(Process process, int port, int managementPort, Path data, Path out, Path err) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
        this.data = data;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the jar and waits until it answers on {@code /up}.
     *
     * @param name names its log files
     * @param environment on top of ports, folder and app
     * @param arguments after {@code dev --json --no-open}
     */
    public static RunningJar start(String name, Map<String, String> environment, String... arguments) {
        List<String> command = command(Path.of(required("carillon.jar")), "dev", "--json", "--no-open");
        command.addAll(List.of(arguments));
        return start(name, command, environment);
    }

    /** A broker as a process of its own, as {@link #start}. */
    public static RunningJar startBroker(String name, Map<String, String> environment) {
        return start(name, command(broker(), "--json"), environment);
    }

    /** A control plane as a process of its own, as {@link #start}. */
    public static RunningJar startControlPlane(String name, Map<String, String> environment) {
        return start(name, command(controlPlane(), "--json"), environment);
    }

    /** The broker's jar. */
    public static Path broker() {
        return Path.of(required("carillon.root"), "broker/server/target/carillon-broker.jar");
    }

    /** The control plane's jar. */
    public static Path controlPlane() {
        return Path.of(required("carillon.root"), "control-plane-api/target/carillon-control-plane.jar");
    }

    private static List<String> command(Path jar, String... arguments) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("There is no " + jar + ": build it first.");
        }
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static RunningJar start(String name, List<String> command, Map<String, String> environment) {
        try {
            Path logs = Files.createDirectories(Path.of(required("carillon.target"), "servers"));
            Path data = Files.createTempDirectory("carillon-" + name);
            Path out = logs.resolve(name + ".out.log");
            Path err = logs.resolve(name + ".err.log");
            String wanted = environment.get("CARILLON_PORT");
            int port = wanted == null ? freePort() : Integer.parseInt(wanted);
            int managementPort = freePort();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(data.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            Map<String, String> env = builder.environment();
            env.keySet().removeIf(variable -> variable.startsWith("CARILLON_") || variable.startsWith("PUSHER_"));
            env.put("CARILLON_HOST", "127.0.0.1");
            env.put("CARILLON_PORT", Integer.toString(port));
            env.put("CARILLON_MANAGEMENT_PORT", Integer.toString(managementPort));
            env.put("CARILLON_DATA_DIR", data.resolve("carillon-data").toString());
            env.put("CARILLON_APP_ID", APP_ID);
            env.put("CARILLON_APP_KEY", APP_KEY);
            env.put("CARILLON_APP_SECRET", APP_SECRET);
            env.putAll(environment);

            RunningJar running = new RunningJar(builder.start(), port, managementPort, data, out, err);
            running.awaitUp();
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public long pid() {
        return process.pid();
    }

    /** The object that {@code --json} prints; waits for it, because the jar answers a moment before it says where. */
    public JsonNode announcement() {
        long deadline = System.nanoTime() + START.toNanos();
        for (String line = announced(); System.nanoTime() < deadline; line = announced()) {
            if (line != null) {
                try {
                    return JSON.readTree(line);
                } catch (IOException e) {
                    throw new UncheckedIOException("Not a JSON object: " + line, e);
                }
            }
            pause();
        }
        throw new AssertionError("--json printed no object:\n" + output());
    }

    /** The whole line; null as long as it is not there. */
    private @Nullable String announced() {
        String printed = output();
        String whole = printed.substring(0, printed.lastIndexOf('\n') + 1);
        return whole.lines().filter(line -> line.startsWith("{")).findFirst().orElse(null);
    }

    /** All that it printed so far on standard output. */
    public String output() {
        return read(out);
    }

    /** The end of its log, for the eyes of whoever looks for the cause of a failure. */
    public String log() {
        String all = read(out) + read(err);
        int limit = 8_000;
        return all.length() <= limit ? all : "…" + all.substring(all.length() - limit);
    }

    /** Resident memory in bytes, as Linux counts it; 0 where there is no {@code /proc}. */
    public long residentBytes() {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        for (String line : read(status).split("\n", -1)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }

    /** How it ended, once it is closed: 143 if it went when it was told to, 137 if it had to be killed after a while. */
    public int exitStatus() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        deleteTree(data);
    }

    private void awaitUp() {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest up = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/up"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "The jar ended with status " + process.exitValue() + " instead of starting:\n" + log());
            }
            try {
                if (http.send(up, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Nobody listens yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            pause();
        }
        String log = log();
        close();
        throw new IllegalStateException("The jar did not answer on /up within " + START.toSeconds() + " s:\n" + log);
    }

    /** Between two questions whether a process is up there is nothing to wait for but time. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A system property that the build sets. */
    public static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("-D" + property + " is not set: run this through Maven's failsafe plugin.");
        }
        return value;
    }

    /** The Java that runs the tests runs the jar. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder and all that is in it. */
    public static void deleteTree(Path root) {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
