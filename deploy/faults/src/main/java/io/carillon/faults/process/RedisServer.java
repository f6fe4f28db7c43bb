package io.carillon.faults.process;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern SUBSCRIBER = Pattern.compile(" addr=([0-9.]+):([0-9]+) ");
    private static final Duration START = Duration.ofSeconds(20);

    private final Processes processes;
    private final String name;
    private final Address address;
    private final Place place;
    private final Persistence persistence;

    private int life;
    private Path folder;
    private RunningProcess process;

    private RedisServer(Processes processes, String name, Place place, Persistence persistence) {
        this.processes = processes;
        this.name = name;
        this.address = new Address(place.host(), Processes.freePort());
        this.place = place;
        this.persistence = persistence;
        this.folder = processes.folder(name + "-" + life);
        this.process = launch();
    }

    /** Starts it and waits until it answers. */
    public static RedisServer start(Processes processes, String name, Persistence persistence) {
        return start(processes, name, Place.HERE, persistence);
    }

    /** The same somewhere else on this machine. */
    public static RedisServer start(Processes processes, String name, Place place, Persistence persistence) {
        var redis = new RedisServer(processes, name, place, persistence);
        redis.awaitAnswer();
        return redis;
    }

    public int port() {
        return address.port();
    }

    public Address address() {
        return address;
    }

    public String url() {
        return "redis://" + address;
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

    /** The connections over which it tells subscribers what was published: their other ends. */
    public List<Address> subscribers() {
        List<Address> ends = new ArrayList<>();
        for (String line : ask("CLIENT LIST TYPE pubsub").split("\n", -1)) {
            Matcher end = SUBSCRIBER.matcher(line);
            if (end.find()) {
                ends.add(new Address(end.group(1), Integer.parseInt(end.group(2))));
            }
        }
        return ends;
    }

    /** Asks what is answered with one text. */
    private String ask(String command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var length = new StringBuilder();
            for (int next = in.read(); next != '\r' && next >= 0; next = in.read()) {
                length.append((char) next);
            }
            in.read();
            if (length.length() < 2 || length.charAt(0) != '$') {
                throw new IllegalStateException("Redis answered " + length + " to " + command);
            }
            return new String(in.readNBytes(Integer.parseInt(length.substring(1))), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningProcess launch() {
        List<String> command = new ArrayList<>(place.prefix());
        command.addAll(List.of(
                "redis-server",
                "--port",
                Integer.toString(address.port()),
                "--bind",
                place.listensOn(),
                "--protected-mode",
                place.isLoopback() ? "yes" : "no",
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                persistence == Persistence.NONE ? "no" : "yes",
                "--appendfsync",
                persistence == Persistence.ALWAYS ? "always" : "everysec"));
        return processes.start(name, command, Map.of());
    }

    private void awaitAnswer() {
        if (!Await.within(START, () -> isAnswering() || !process.isAlive()) || !process.isAlive()) {
            throw new IllegalStateException("Redis did not start:\n" + process.logEnd());
        }
    }

    /** Whether it says PONG; while it reads its file it says that it is loading. */
    private boolean isAnswering() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }
}
