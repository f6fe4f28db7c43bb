package io.carillon.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One {@code carillon.jar dev} as a process of its own: what a framework under test brings along cannot get in its way. */
public final class DevServer implements AutoCloseable {

    /** The app that it has. */
    public static final String APP_ID = "7002";

    public static final String APP_KEY = "frameworks0key00001";
    public static final String APP_SECRET = "frameworks0secret0000000000000000000001";

    private static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final Path folder;

    private DevServer(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /** Starts the jar that the system property {@code carillon.jar} names, and waits until it answers. */
    public static DevServer start() {
        try {
            Path jar = Path.of(System.getProperty("carillon.jar", "carillon.jar"));
            if (!Files.isRegularFile(jar)) {
                throw new IllegalStateException("There is no " + jar + ": run this through Maven, with -am.");
            }
            Path folder = Files.createTempDirectory("carillon-dev");
            int port = freePort();
            var builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            jar.toAbsolutePath().toString(),
                            "dev",
                            "--json",
                            "--no-open"))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("CARILLON_") || name.startsWith("PUSHER_"));
            builder.environment()
                    .putAll(Map.of(
                            "CARILLON_HOST",
                            "127.0.0.1",
                            "CARILLON_PORT",
                            Integer.toString(port),
                            "CARILLON_MANAGEMENT_PORT",
                            Integer.toString(freePort()),
                            "CARILLON_APP_ID",
                            APP_ID,
                            "CARILLON_APP_KEY",
                            APP_KEY,
                            "CARILLON_APP_SECRET",
                            APP_SECRET));
            var server = new DevServer(builder.start(), port, folder);
            server.awaitUp();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUp() throws IOException {
        var up = HttpRequest.newBuilder(URI.create(url() + "/up"))
                .timeout(Duration.ofSeconds(2))
                .build();
        var http = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
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
        String output = Files.readString(folder.resolve("output.txt"));
        close();
        throw new IllegalStateException("The jar did not answer on /up:\n" + output);
    }

    /** Between two questions whether a process is up there is nothing to wait for but time. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
