package io.carillon.faults.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** One process of Carillon, with its ports. */
public final class CarillonNode {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(ANSWER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final RunningProcess process;
    private final Address address;
    private final Address management;

    private CarillonNode(RunningProcess process, Address address, Address management) {
        this.process = process;
        this.address = address;
        this.management = management;
    }

    /**
     * Starts it, and does not wait: see {@link #awaitUp}.
     *
     * @param environment on top of ports and data folder: the app, Redis, and what the scenario wants otherwise
     */
    public static CarillonNode start(
            Processes processes, Jars jars, Role role, String name, Map<String, String> environment) {
        return start(processes, jars, role, name, Place.HERE, environment);
    }

    /** The same somewhere else on this machine. */
    public static CarillonNode start(
            Processes processes, Jars jars, Role role, String name, Place place, Map<String, String> environment) {
        int port = Processes.freePort();
        int managementPort = Processes.freePort();
        Map<String, String> env = new HashMap<>();
        env.put("CARILLON_HOST", place.listensOn());
        env.put("CARILLON_PORT", Integer.toString(port));
        env.put("CARILLON_MANAGEMENT_PORT", Integer.toString(managementPort));
        env.put("CARILLON_DATA_DIR", processes.folder(name).toString());
        env.putAll(environment);
        List<String> command = new ArrayList<>(place.prefix());
        command.addAll(jars.command(role));
        RunningProcess process = processes.start(name, command, env);
        return new CarillonNode(process, new Address(place.host(), port), new Address(place.host(), managementPort));
    }

    /** Returns when it answers; it is the end of the scenario if it ends instead. */
    public void awaitUp() {
        boolean isUp = Await.within(
                START, () -> !process.isAlive() || status(address, "/up").orElse(0) == 200);
        if (!isUp || !process.isAlive()) {
            throw new IllegalStateException(process + " did not come up:\n" + process.logEnd());
        }
    }

    public String name() {
        return process.name();
    }

    public RunningProcess process() {
        return process;
    }

    /** Where clients and servers of the app reach it. */
    public Address address() {
        return address;
    }

    /** The same port at another of its machine's addresses. */
    public Address addressAt(String host) {
        return new Address(host, address.port());
    }

    public Address management() {
        return management;
    }

    /** Whether it says itself that it may be given work. */
    public boolean isReady() {
        return status(management, "/health/readiness").orElse(0) == 200;
    }

    /** What its health page says, or why it says nothing. */
    public String health() {
        try {
            return get(management, "/health/readiness").body();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Its counters at this moment. */
    public Metrics metrics() {
        try {
            return Metrics.parse(get(management, "/metrics").body());
        } catch (IOException e) {
            throw new IllegalStateException(process + " does not tell its metrics", e);
        }
    }

    @Override
    public String toString() {
        return process.name();
    }

    private OptionalInt status(Address where, String path) {
        try {
            return OptionalInt.of(get(where, path).statusCode());
        } catch (IOException silent) {
            return OptionalInt.empty();
        }
    }

    private HttpResponse<String> get(Address where, String path) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://" + where + path))
                            .timeout(ANSWER)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
