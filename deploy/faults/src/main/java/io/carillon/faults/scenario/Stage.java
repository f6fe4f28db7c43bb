package io.carillon.faults.scenario;

import io.carillon.faults.client.Api;
import io.carillon.faults.client.App;
import io.carillon.faults.client.Crowd;
import io.carillon.faults.history.History;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.Jars;
import io.carillon.faults.process.Processes;
import io.carillon.faults.process.RedisServer;
import io.carillon.faults.process.Role;
import io.carillon.faults.report.Figure;
import io.carillon.faults.report.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What one take of a scenario has: processes, clients, one history, one seed, and the paper on which promises and figures are written.
 * Closing it ends all of that.
 */
public final class Stage implements AutoCloseable {

    /** How long the lease of a node is by default, and in every form but the quick one: see {@link #lease()}. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration QUICK_LEASE = Duration.ofSeconds(6);

    private final String scenario;
    private final long seed;
    private final boolean quick;
    private final Jars jars;
    private final Processes processes;
    private final History history = new History();
    private final Crowd crowd = new Crowd(App.FAULTS, history);
    private final List<Promise> promises = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final long beganAt = System.nanoTime();

    /** @param folder for logs and history; what an earlier take left there goes */
    public Stage(String scenario, long seed, boolean quick, Jars jars, Path folder) {
        this.scenario = scenario;
        this.seed = seed;
        this.quick = quick;
        this.jars = jars;
        this.processes = Processes.in(folder);
    }

    // ---- what a scenario plays with

    /** Whether it should be over within a minute. */
    public boolean isQuick() {
        return quick;
    }

    /** How long the others wait for a sign of life before they take a node for dead. */
    public Duration lease() {
        return quick ? QUICK_LEASE : LEASE;
    }

    /** When a node that died must be buried, and everybody be right again. */
    public Duration twoLeases() {
        return lease().multipliedBy(2);
    }

    /** Chance for one purpose, the same for the same seed, whatever others draw. */
    public Random random(String purpose) {
        return new Random(seed * 31 + purpose.hashCode());
    }

    public App app() {
        return App.FAULTS;
    }

    public Processes processes() {
        return processes;
    }

    public Jars jars() {
        return jars;
    }

    public History history() {
        return history;
    }

    public Crowd crowd() {
        return crowd;
    }

    /** The app's server, which speaks to this process. */
    public Api api(CarillonNode node) {
        return new Api(app(), node.address(), history);
    }

    /** A running cluster of a Redis, a control plane and some brokers. */
    public Cluster cluster(RedisServer.Persistence persistence, int brokers) {
        return cluster(persistence, brokers, Map.of());
    }

    /** @param settings as they stand in the environment of each process */
    public Cluster cluster(RedisServer.Persistence persistence, int brokers, Map<String, String> settings) {
        say("starting Redis, a control plane and " + brokers + " brokers");
        Cluster cluster = Cluster.start(processes, jars, persistence, brokers, environment(settings));
        say("warming them up");
        Warmup.of(cluster);
        return cluster;
    }

    /** One running process that shares nothing with others. */
    public CarillonNode alone(String name, Map<String, String> settings) {
        CarillonNode node = CarillonNode.start(processes, jars, Role.ALL_IN_ONE, name, environment(settings));
        node.awaitUp();
        return node;
    }

    /** The app's credentials and more, as every process is told. */
    public Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(app().environment());
        environment.put("CARILLON_NODE_LEASE", lease().toSeconds() + "s");
        environment.putAll(settings);
        return environment;
    }

    /** Ends the take if the machine lacks something; the reason is shown and written. */
    public void needs(boolean isThere, String reason) {
        if (!isThere) {
            throw new SkippedException(reason);
        }
    }

    /** Ends the take if a program is missing. */
    public void needsProgram(String name, String debianPackage) {
        boolean isThere = false;
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        for (String folder : path.split(":", -1)) {
            isThere |= !folder.isEmpty() && Files.isExecutable(Path.of(folder, name));
        }
        needs(isThere, "there is no " + name + " on this machine (on Debian: apt-get install " + debianPackage + ")");
    }

    /** Tells whoever watches how far the story is. */
    public void say(String line) {
        long seconds = Duration.ofNanos(System.nanoTime() - beganAt).toSeconds();
        System.err.printf("%s, %3d s: %s%n", scenario, seconds, line);
    }

    // ---- what it finds

    /**
     * A promise and whether it was kept.
     *
     * @param promise the same words each time
     * @param found what was seen, for the reader of a broken one
     */
    public void promise(String promise, boolean isKept, String found) {
        promises.add(new Promise(promise, isKept, found));
        say((isKept ? "kept: " : "BROKEN: ") + promise + " - " + found);
    }

    public void figure(String name, double value, String unit) {
        figures.add(new Figure(name, value, unit));
        say(name + ": " + value + (unit.isEmpty() ? "" : " " + unit));
    }

    public List<Promise> promises() {
        return promises;
    }

    public List<Figure> figures() {
        return figures;
    }

    @Override
    public void close() {
        crowd.close();
        processes.close();
        history.writeTo(processes.logs().resolve("history.jsonl"));
    }
}
