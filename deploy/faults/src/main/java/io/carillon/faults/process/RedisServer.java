package io.carillon.faults.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A {@code redis-server} on a port of its own, which can die and come back with its data or without. */
public final class RedisServer {

    /** What it writes down. */
    public enum Persistence {
        /** Nothing: it always comes back empty. */
        NONE,
        /** Every command, handed to the disk once a second. */
        EVERY_SECOND,
        /** Every command, on the disk before it is answered. */
        ALWAYS
    }

    private static final Duration START = Duration.ofSeconds(20);

    private final Processes processes;
    private final String name;
    private final int port;
    private final Persistence persistence;

    private int life;
    private Path folder;
    private RunningProcess process;

    private RedisServer(Processes processes, String name, int port, Persistence persistence) {
        this.processes = processes;
        this.name = name;
        this.port = port;
        this.persistence = persistence;
        this.folder = processes.folder(name + "-" + life);
        this.process = launch();
    }

    /** Starts it and waits until it answers. */
    public static RedisServer start(Processes processes, String name, Persistence persistence) {
        var redis = new RedisServer(processes, name, Processes.freePort(), persistence);
        redis.awaitAnswer();
        return redis;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public RunningProcess process() {
        return process;
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Comes back on the same port with what it had written down, and answers. */
    public void restart() {
        process = launch();
        awaitAnswer();
    }

    /** Comes back on the same port knowing nothing, and answers. */
    public void restartEmpty() {
        life++;
        folder = processes.folder(name + "-" + life);
        restart();
    }

    private RunningProcess launch() {
        return processes.start(
                name,
                List.of(
                        "redis-server",
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        persistence == Persistence.NONE ? "no" : "yes",
                        "--appendfsync",
                        persistence == Persistence.ALWAYS ? "always" : "everysec"),
                Map.of());
    }

    private void awaitAnswer() {
        if (!Await.within(START, () -> isAnswering() || !process.isAlive()) || !process.isAlive()) {
            throw new IllegalStateException("Redis did not start:\n" + process.logEnd());
        }
    }

    /** Whether it says PONG; while it reads its file it says that it is loading. */
    private boolean isAnswering() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }
}
