package io.carillon.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code redis-server} of Debian's package on a free port, which keeps nothing; stopped by its process id. */
public final class RedisProcess implements AutoCloseable {

    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Process process;
    private final int port;
    private final String masterKey = freshKey();

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it, and fails aloud where there is none: a cluster cannot be tested without. */
    public static RedisProcess start() {
        int port = RunningJar.freePort();
        try {
            Path logs = Files.createDirectories(Path.of(RunningJar.required("carillon.target"), "servers"));
            Process process = new ProcessBuilder(
                            "redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "")
                    .directory(logs.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(logs.resolve("redis.log").toFile())
                    .start();
            var redis = new RedisProcess(process, port);
            redis.awaitOpen();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Redis 7 is needed: deploy/test installs it on Debian, elsewhere put redis-server on the path", e);
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** What every process must be told to be one platform over it with the others. */
    public Map<String, String> environment() {
        return Map.of("CARILLON_REDIS_URL", url(), "CARILLON_MASTER_KEY", masterKey);
    }

    private static String freshKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private void awaitOpen() {
        long deadline = System.nanoTime() + START_NANOS;
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        close();
        throw new IllegalStateException("redis-server did not open port " + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
