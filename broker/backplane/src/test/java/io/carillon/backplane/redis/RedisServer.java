package io.carillon.backplane.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Redis 7 of the test's own, on a private port and without a file. A test that finds none fails. */
public final class RedisServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/redis-server");
    private static final String SENTINEL = "--sentinel";
    private static final String TLS_PORT = "--tls-port";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(int port, List<String> options) {
        this.port = port;
        this.options = options;
        this.process = launch(port, options);
    }

    public static RedisServer start(String... options) {
        return new RedisServer(freePort(), List.of(options));
    }

    /** A sentinel; it writes what it learns into its configuration. */
    static RedisServer startSentinel(Path configuration) {
        return new RedisServer(freePort(), List.of(SENTINEL, configuration.toString()));
    }

    /** One that speaks TLS and nothing else, and asks no client for a certificate. */
    static RedisServer startOverTls(Path certificate, Path key) {
        int port = freePort();
        return new RedisServer(
                port,
                List.of(
                        "--port",
                        "0",
                        TLS_PORT,
                        Integer.toString(port),
                        "--tls-cert-file",
                        certificate.toString(),
                        "--tls-key-file",
                        key.toString(),
                        "--tls-auth-clients",
                        "no"));
    }

    int port() {
        return port;
    }

    public String url() {
        return (options.contains(TLS_PORT) ? "rediss" : "redis") + "://127.0.0.1:" + port;
    }

    /** Begins again on the same port, knowing nothing of what was. */
    public void startAgain() {
        process = launch(port, options);
    }

    /** Ends at once, as a machine that is switched off. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while Redis ended", e);
        }
    }

    /** Stops answering without closing a connection. */
    public void freeze() {
        signal("STOP");
    }

    public void wake() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    /** Sends a command past the backplane and returns the first line of the answer. */
    public String tell(String... command) {
        var request = new StringBuilder("*" + command.length + "\r\n");
        for (String part : command) {
            request.append('$')
                    .append(part.length())
                    .append("\r\n")
                    .append(part)
                    .append("\r\n");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            var answer = new StringBuilder();
            int c = socket.getInputStream().read();
            while (c >= 0 && c != '\r') {
                answer.append((char) c);
                c = socket.getInputStream().read();
            }
            return answer.toString();
        } catch (IOException e) {
            throw new AssertionError("Redis did not take a command", e);
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Process launch(int port, List<String> options) {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError(
                    "these tests need Redis 7 at " + PROGRAM + "; on Debian: apt-get install redis-server");
        }
        try {
            List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
            boolean isSentinel = options.contains(SENTINEL);
            if (isSentinel) {
                command.add(options.get(1));
                command.add(SENTINEL);
            }
            command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
            if (!isSentinel) {
                command.addAll(List.of("--save", "", "--appendonly", "no"));
                command.addAll(options);
            }
            Path build = Files.createDirectories(Path.of("target").toAbsolutePath());
            // A directory of its own each time: a replica writes a file there, and nobody is to begin with it.
            command.addAll(
                    List.of("--dir", Files.createTempDirectory(build, "redis-").toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            awaitAnswer(process, port);
            return process;
        } catch (IOException e) {
            throw new AssertionError("Redis could not be started", e);
        }
    }

    private static void awaitAnswer(Process process, int port) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end && process.isAlive()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(5_000_000);
            }
        }
        throw new AssertionError("Redis did not begin to answer on port " + port);
    }

    /** A port that nobody has just now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
