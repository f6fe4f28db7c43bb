package io.carillon.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.ClusterScript;
import io.carillon.acceptance.server.ClusterScript.Part;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** Where the stories play: three brokers and two control planes behind a proxy, and a customer's backend. */
final class Stage implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern OPENED = Pattern.compile("\ncarillon_connections_opened_total ([0-9.E]+)\n");
    private static final AtomicLong NAMES = new AtomicLong();

    private final Path folder;
    private final ClusterScript cluster;
    private final List<Part> brokers;
    private final Backend backend;
    private final Map<Client, JavaScriptAgent> agents = new HashMap<>();
    private final Map<Person, Part> places = new HashMap<>();
    private final Deque<Person> people = new ArrayDeque<>();
    private final Map<Part, Process> revived = new HashMap<>();

    private Stage(Path folder, ClusterScript cluster, Backend backend) {
        this.folder = folder;
        this.cluster = cluster;
        this.brokers = cluster.parts().stream()
                .filter(part -> part.name().startsWith("broker-"))
                .toList();
        this.backend = backend;
    }

    static Stage build() {
        try {
            Path target = Path.of(RunningJar.required("carillon.target"));
            Files.deleteIfExists(target.resolve("results/clients.jsonl"));
            // So short a lease that a story can wait for the burial of a broker.
            Path folder = Files.createTempDirectory("carillon-clients");
            ClusterScript cluster = ClusterScript.start(folder, 3, 2, Map.of("CARILLON_NODE_LEASE", "5s"));
            return new Stage(folder, cluster, Backend.start(HOST, cluster.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Backend backend() {
        return backend;
    }

    /** A name that no other story has. */
    String unique(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** Skips the story aloud with a client that has not what it takes. */
    void skipIfLacking(Client client, Client.Lack lack) {
        Assumptions.assumeFalse(client.lacks(lack), lack.words());
    }

    /** Somebody who begins to connect, with an app's key of their own. */
    Person stranger(Client client, String key) {
        Person person = invite(client, "stranger", key);
        person.connect();
        return person;
    }

    /** Somebody who is connected, wherever the proxy has sent them. */
    Person connected(Client client, String user) {
        Map<Part, Double> before = opened();
        Person person = invite(client, user, RunningJar.APP_KEY);
        person.connect();
        person.told().awaits("connected");
        place(person, before);
        return person;
    }

    /** Somebody who is connected to another broker than these people. */
    Person elsewhere(Client client, String user, Person... others) {
        List<Part> taken = List.of(others).stream().map(this::brokerOf).toList();
        return connectedUntil(client, user, broker -> !taken.contains(broker));
    }

    /** Somebody who is connected to the same broker as another. */
    Person beside(Client client, String user, Person other) {
        Part broker = brokerOf(other);
        return connectedUntil(client, user, broker::equals);
    }

    /** Kills a person's broker, without a word to anybody. Like every broker that ends here it is started again at once. */
    void kills(Person person) {
        Part broker = brokerOf(person);
        process(broker).destroyForcibly();
        restart(broker);
    }

    /** Tells a person's broker to stop, and waits until it has. */
    void drains(Person person) {
        Part broker = brokerOf(person);
        process(broker).destroy();
        restart(broker);
    }

    void sendAllHome(boolean inTrouble) {
        while (!people.isEmpty()) {
            Person person = people.pop();
            if (inTrouble) {
                System.err.println("--- " + person.told());
            }
            person.close();
        }
        places.clear();
        revived.forEach(ClusterScript::awaitReady);
    }

    @Override
    public void close() {
        agents.values().forEach(JavaScriptAgent::close);
        backend.close();
        revived.values().forEach(Process::destroy);
        cluster.close();
        RunningJar.deleteTree(folder);
    }

    private Person invite(Client client, String user, String key) {
        var invitation = new Invitation(
                HOST,
                cluster.port(),
                key,
                backend.channels(user),
                backend.users(user),
                new Told(user + " with " + client, PATIENCE));
        Person person = switch (client) {
            case CARILLON_CLIENT -> new CarillonClientPerson(invitation);
            case PUSHER_JAVA_CLIENT -> new PusherJavaClientPerson(invitation);
            case CARILLON_JS, PUSHER_JS ->
                agents.computeIfAbsent(client, name -> JavaScriptAgent.start(name.library()))
                        .person(invitation);
        };
        people.push(person);
        return person;
    }

    /** The proxy goes round among the brokers that it finds ready, which on a busy machine it may not find all of. */
    private Person connectedUntil(Client client, String user, Predicate<Part> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Person person = connected(client, user);
            if (wanted.test(brokerOf(person))) {
                return person;
            }
            person.close();
            people.remove(person);
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("The proxy never came to the broker that was wanted for " + user);
    }

    private Part brokerOf(Person person) {
        return Objects.requireNonNull(places.get(person), "nobody knows where that person is");
    }

    private void place(Person person, Map<Part, Double> before) {
        List<Part> more = opened().entrySet().stream()
                .filter(now -> now.getValue() > before.getOrDefault(now.getKey(), 0.0))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(more).as("brokers that somebody came to").hasSize(1);
        places.put(person, more.get(0));
    }

    /** How many clients each broker that runs has let in so far. */
    private Map<Part, Double> opened() {
        return brokers.stream()
                .filter(broker -> process(broker).isAlive())
                .collect(Collectors.toMap(broker -> broker, Stage::opened));
    }

    private static double opened(Part broker) {
        String metrics = new RawHttp(HOST, broker.managementPort())
                .send("GET", "/metrics", null)
                .body();
        Matcher matcher = OPENED.matcher(metrics);
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private ProcessHandle process(Part broker) {
        Process again = revived.get(broker);
        return again == null ? broker.process() : again.toHandle();
    }

    private void restart(Part broker) {
        assertThat(process(broker).onExit()).succeedsWithin(PATIENCE);
        revived.put(broker, cluster.startAgain(broker));
    }
}
