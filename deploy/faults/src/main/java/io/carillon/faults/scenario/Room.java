package io.carillon.faults.scenario;

import io.carillon.faults.check.Loss;
import io.carillon.faults.check.Patience;
import io.carillon.faults.check.PresenceChecker;
import io.carillon.faults.check.PresenceChecker.Findings;
import io.carillon.faults.check.Rosters;
import io.carillon.faults.check.Rule;
import io.carillon.faults.check.Truth;
import io.carillon.faults.check.View;
import io.carillon.faults.check.Violation;
import io.carillon.faults.client.Api;
import io.carillon.faults.client.Client;
import io.carillon.faults.client.Route;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * One presence channel full of users with one to three tabs on any node, who come and go by chance, with observers on each node who see it
 * all; and the judgement on what the observers were told.
 */
final class Room {

    private static final int TABS = 3;
    private static final int OBSERVERS_PER_NODE = 2;
    private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(20);
    private static final Duration ALL_JOINED = Duration.ofSeconds(60);
    // A goodbye is on its way, and the broker at its books, for less than this on a busy machine.
    private static final Duration LEAVING = Duration.ofMillis(500);
    private static final int EXAMPLES = 3;

    /** How long the news of a change may take while all is well. */
    static final Duration NEWS = Duration.ofSeconds(1);

    private final Stage stage;
    private final Cluster cluster;
    private final String channel;
    private final Random random;
    private final Random routes;
    private final List<CarillonNode> open;
    private final boolean isWatchedByAll;
    private final List<Client> observers = new ArrayList<>();
    private final List<String> witnesses = new ArrayList<>();
    private final Map<String, List<Tab>> tabs = new TreeMap<>();
    private final List<String> users = new ArrayList<>();
    private final Timings joins = new Timings();
    private int lastTab;

    /** One that is judged by what its observers were told. */
    Room(Stage stage, Cluster cluster, String channel, int size) {
        this(stage, cluster, channel, size, false);
    }

    /** @param isWatchedByAll whether it is judged by what every tab was told, which is dearer */
    Room(Stage stage, Cluster cluster, String channel, int size, boolean isWatchedByAll) {
        this.isWatchedByAll = isWatchedByAll;
        this.stage = stage;
        this.cluster = cluster;
        this.channel = channel;
        this.random = stage.random("room");
        this.routes = stage.random("routes");
        this.open = new CopyOnWriteArrayList<>(cluster.brokers());
        for (int i = 0; i < size; i++) {
            users.add("user-" + i);
        }
        users.forEach(user -> tabs.put(user, new ArrayList<>()));
    }

    // ---- who is there

    /** The observers first, then every user with one tab at least. Returns when all are in. */
    void fill() {
        stage.say("filling " + channel + " with " + users.size() + " users");
        for (CarillonNode broker : cluster.brokers()) {
            for (int i = 1; i <= OBSERVERS_PER_NODE; i++) {
                Client observer =
                        stage.crowd().client("observer-" + broker + "-" + i, Route.firstThen(broker, others(broker)));
                observers.add(observer);
                witnesses.add(observer.name());
                observer.connect();
                observer.join(channel, observer.name()).join();
            }
        }
        for (String user : users) {
            int count = 1 + random.nextInt(TABS);
            for (int i = 0; i < count; i++) {
                openTab(user);
                Await.pause(BETWEEN_CONNECTS);
            }
        }
        Await.require("everybody in the room", ALL_JOINED, this::isSettled);
    }

    /** Lets tabs come and go by chance. */
    void churn(Duration time, int changesPerSecond) {
        churn(time, changesPerSecond, node -> true);
    }

    /** The same, but for the tabs at one node: what they do there nobody could tell the others. */
    void churnElsewhere(Duration time, int changesPerSecond, CarillonNode node) {
        churn(time, changesPerSecond, other -> other != node);
    }

    private void churn(Duration time, int changesPerSecond, Predicate<CarillonNode> mayChange) {
        stage.say("tabs come and go for " + time.toSeconds() + " s");
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            change(mayChange);
            Await.pause(Duration.ofNanos(1_000_000_000L / changesPerSecond));
        }
    }

    private void change(Predicate<CarillonNode> mayChange) {
        String user = users.get(random.nextInt(users.size()));
        List<Tab> all = tabs.getOrDefault(user, new ArrayList<>());
        List<Tab> inRoom = all.stream().filter(Tab::isIn).toList();
        boolean comes = inRoom.isEmpty() || (inRoom.size() < TABS && random.nextBoolean());
        if (comes) {
            List<Tab> idle = all.stream()
                    .filter(tab -> !tab.isIn() && mayChange.test(tab.node()))
                    .toList();
            if (!idle.isEmpty() && random.nextInt(4) > 0) {
                idle.get(0).join(channel, joins);
            } else {
                openTab(user);
            }
            return;
        }
        Tab tab = inRoom.get(random.nextInt(inRoom.size()));
        if (!tab.isSettled() || !mayChange.test(tab.node())) {
            return;
        }
        if (random.nextInt(4) == 0) {
            tab.leave(channel);
        } else {
            var unused = tab.client().hangUp();
            all.remove(tab);
        }
    }

    private void openTab(String user) {
        CarillonNode node = open.get(random.nextInt(open.size()));
        String name = "tab-" + ++lastTab + "-of-" + user;
        Client client = isWatchedByAll
                ? stage.crowd().client(name, firstThenAny(node))
                : stage.crowd().extra(name, firstThenAny(node));
        if (isWatchedByAll) {
            witnesses.add(name);
        }
        var tab = new Tab(client, user, node);
        tabs.computeIfAbsent(user, nobody -> new ArrayList<>()).add(tab);
        var unused = client.connect();
        tab.join(channel, joins);
    }

    /** Whoever loses the first node is sent to any that is open. */
    private Route firstThenAny(CarillonNode first) {
        var begun = new boolean[1];
        return () -> {
            synchronized (begun) {
                if (!begun[0]) {
                    begun[0] = true;
                    return Route.Stop.at(first);
                }
            }
            synchronized (routes) {
                return Route.Stop.at(open.get(routes.nextInt(open.size())));
            }
        };
    }

    private List<CarillonNode> others(CarillonNode broker) {
        return cluster.brokers().stream().filter(other -> other != broker).toList();
    }

    /** No tab is sent to this node any more, as a balancer would do that has seen it fail. */
    void close(CarillonNode node) {
        open.remove(node);
    }

    void reopen(CarillonNode node) {
        open.add(node);
    }

    List<Tab> tabsInRoom() {
        return tabs.values().stream().flatMap(List::stream).filter(Tab::isIn).toList();
    }

    /** How many tabs in the room were first sent to a node. */
    long tabsAt(CarillonNode node) {
        return tabsInRoom().stream().filter(tab -> tab.node() == node).count();
    }

    Map<String, List<Tab>> tabsByUser() {
        return tabs;
    }

    List<Client> observers() {
        return observers;
    }

    Timings joins() {
        return joins;
    }

    private boolean isSettled() {
        return tabsInRoom().stream().allMatch(Tab::isSettled);
    }

    // ---- what they were told

    Truth truth(List<Loss> losses) {
        return Truth.of(stage.history().entries(), channel, losses, LEAVING);
    }

    /** Whether the API lists those who are connected at this moment, and nobody else. */
    boolean isTold(Api api) {
        long before = System.nanoTime();
        List<String> told;
        try {
            told = api.users(channel);
        } catch (IllegalStateException refused) {
            return false;
        }
        Set<String> connected = truth(List.of()).connectedAt(before);
        return connected.equals(truth(List.of()).connectedAt(System.nanoTime()))
                && Rosters.differences(connected, Map.of("API", told)).isEmpty();
    }

    /**
     * Waits for quiet, then holds everything that anybody was told against the truth.
     *
     * @param quiet how long after the last change everybody must be right
     */
    void judge(List<Loss> losses, Patience patience, Duration quiet) {
        Await.within(ALL_JOINED, this::isSettled);
        stage.say("quiet for " + quiet.toSeconds() + " s");
        Await.pause(quiet);
        long quietAt = System.nanoTime();
        List<Entry> history = stage.history().entries();
        Truth truth = Truth.of(history, channel, losses, LEAVING);
        List<View> views = View.of(history, channel, witnesses, losses);
        Findings findings = PresenceChecker.check(truth, views, patience, quietAt);

        rosters(losses, views, truth, quietAt);
        for (Rule rule : Rule.values()) {
            List<Violation> broken = findings.of(rule);
            stage.promise(
                    rule.number() + ": " + rule.words(),
                    broken.isEmpty(),
                    broken.isEmpty()
                            ? "never otherwise"
                            : broken.size() + " times otherwise, first: " + examples(broken));
        }
        stage.figure("users in the room at the end", truth.presentAt(quietAt).size(), "");
        stage.figure("comings and goings in truth", truth.transitions(), "");
        stage.figure(
                "member_added and member_removed heard by each client that heard all, on average",
                Math.rint(heardByObservers(history) * 1.0 / observers.size()),
                "");
        stage.figure("clients whose every roster, added and removed was checked", witnesses.size(), "");
        stage.figure(
                "longest that an observer's view was behind", findings.stalest().toMillis(), "ms");
        stage.figure("join p50", joins.p50Millis(), "ms");
        stage.figure("join p99", joins.p99Millis(), "ms");
    }

    private long heardByObservers(List<Entry> history) {
        Set<String> names = Set.copyOf(observers.stream().map(Client::name).toList());
        return history.stream()
                .filter(entry -> entry instanceof Entry.MemberAdded added && names.contains(added.client())
                        || entry instanceof Entry.MemberRemoved removed && names.contains(removed.client()))
                .count();
    }

    /** C5. Each node is asked by somebody who comes now, and is told who is there. */
    private void rosters(List<Loss> losses, List<View> views, Truth truth, long quietAt) {
        Map<String, List<String>> told = new LinkedHashMap<>();
        views.stream().filter(View::isOpen).forEach(view -> told.put(view.client(), List.copyOf(view.replayed())));
        told.put("API", stage.api(cluster.controlPlane()).users(channel));
        List<String> differences = new ArrayList<>(Rosters.differences(truth.presentAt(quietAt), told));
        int asked = told.size();
        for (CarillonNode broker : open) {
            asked++;
            Client late = stage.crowd().client("late-" + broker, Route.to(broker));
            late.connect().join();
            late.join(channel, late.name()).join();
            Entry.Subscribed answer = stage.history()
                    .of(Entry.Subscribed.class)
                    .filter(subscribed -> subscribed.client().equals(late.name()))
                    .findFirst()
                    .orElseThrow();
            List<String> roster = answer.roster() == null ? List.of() : answer.roster();
            differences.addAll(Rosters.differences(truth(losses).presentAt(answer.at()), Map.of("" + broker, roster)));
        }
        stage.promise(
                "C5: in the end every client that watched, every node and the API have the true roster",
                differences.isEmpty(),
                differences.isEmpty() ? asked + " rosters, all equal" : String.join("; ", differences));
    }

    private static String examples(List<Violation> violations) {
        return String.join(
                "; ", violations.stream().limit(EXAMPLES).map(Violation::words).toList());
    }
}
