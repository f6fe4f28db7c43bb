package io.carillon.faults.scenario;

import io.carillon.faults.check.Loss;
import io.carillon.faults.check.Patience;
import io.carillon.faults.client.Api;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.RedisServer.Persistence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A broker is gone from one instant to the next, and nobody has said goodbye for those who were on it. */
final class NodeKilled implements Scenario {

    private static final int USERS = 300;
    private static final int QUICK_USERS = 60;
    private static final int CHANGES_PER_SECOND = 10;

    @Override
    public String name() {
        return "node-killed";
    }

    @Override
    public String story() {
        return "3 brokers, " + USERS
                + " users with one to three tabs each in one presence channel. One broker is SIGKILLed: of its users a"
                + " third never brings those tabs back, a third does elsewhere at once, a third after a second; some have other tabs elsewhere.";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public void play(Stage stage) {
        int users = stage.isQuick() ? QUICK_USERS : USERS;
        Cluster cluster = stage.cluster(Persistence.NONE, 3, Crowded.of(users));
        var room = new Room(stage, cluster, "presence-room", users);
        room.fill();
        room.churn(Duration.ofSeconds(stage.isQuick() ? 2 : 10), CHANGES_PER_SECOND);

        CarillonNode victim = cluster.broker(2);
        List<Tab> last = decideWhoComesBack(room, victim);
        Await.pause(Duration.ofMillis(500));
        room.close(victim);
        long killedAt = stage.history().mark("SIGKILL " + victim);
        victim.process().kill();
        stage.say(victim + " is killed");
        Set<String> gone = goneForGood(room, last);

        List<Loss> losses = List.of(Loss.of(victim.name(), killedAt, stage.lease()));
        long rightAfter = whenTheApiIsRight(stage, cluster, room, killedAt);
        stage.promise(
                "within two leases the API tells the true roster",
                rightAfter >= 0 && rightAfter <= stage.twoLeases().toMillis(),
                rightAfter >= 0 ? "after " + rightAfter + " ms" : "not within three leases");
        stage.figure("time until the API tells the true roster", rightAfter, "ms");
        Await.pauseUntil(killedAt + stage.twoLeases().toNanos());
        room.churn(Duration.ofSeconds(stage.isQuick() ? 2 : 10), CHANGES_PER_SECOND);

        room.judge(losses, Patience.of(Room.NEWS), Duration.ofSeconds(3));
        removals(stage, room, victim, gone, killedAt);
    }

    /** User by user: never, at once, after a second as pusher-js does. Answers with the tabs that are lost for good. */
    private static List<Tab> decideWhoComesBack(Room room, CarillonNode victim) {
        List<Tab> lost = new ArrayList<>();
        int turn = 0;
        for (List<Tab> tabs : room.tabsByUser().values()) {
            List<Tab> there = tabs.stream()
                    .filter(tab -> tab.isIn() && tab.node() == victim)
                    .toList();
            if (there.isEmpty()) {
                continue;
            }
            switch (turn++ % 3) {
                case 0 -> {
                    there.forEach(tab -> tab.client().quitWhenLost());
                    lost.addAll(there);
                }
                case 1 -> there.forEach(tab -> tab.client().hurryWhenLost());
                default -> {
                    // As pusher-js.
                }
            }
        }
        return lost;
    }

    /** The users all of whose tabs are lost. */
    private static Set<String> goneForGood(Room room, List<Tab> lost) {
        Set<String> gone = new HashSet<>();
        room.tabsByUser().forEach((user, tabs) -> {
            List<Tab> in = tabs.stream().filter(Tab::isIn).toList();
            if (!in.isEmpty() && lost.containsAll(in)) {
                gone.add(user);
            }
            tabs.removeAll(lost);
        });
        return gone;
    }

    private static long whenTheApiIsRight(Stage stage, Cluster cluster, Room room, long killedAt) {
        Api api = stage.api(cluster.controlPlane());
        boolean isRight = Await.within(stage.lease().multipliedBy(3), () -> room.isTold(api));
        long after = Duration.ofNanos(System.nanoTime() - killedAt).toMillis();
        return isRight ? after : -1;
    }

    private static void removals(Stage stage, Room room, CarillonNode victim, Set<String> gone, long killedAt) {
        var times = new Timings();
        Set<String> removed = new HashSet<>();
        List<String> survivors = room.observers().stream()
                .map(observer -> observer.name())
                .filter(name -> !name.startsWith("observer-" + victim.name()))
                .toList();
        stage.history()
                .of(Entry.MemberRemoved.class)
                .filter(entry ->
                        entry.at() > killedAt && gone.contains(entry.user()) && survivors.contains(entry.client()))
                .forEach(entry -> {
                    if (removed.add(entry.client() + " " + entry.user())) {
                        times.add(entry.at() - killedAt);
                    }
                });
        stage.promise(
                "each surviving observer hears of each user who is truly gone, within two leases",
                removed.size() == gone.size() * survivors.size()
                        && times.maxMillis() <= stage.twoLeases().toMillis(),
                removed.size() + " of " + gone.size() * survivors.size() + " removals, the last after "
                        + times.maxMillis() + " ms");
        stage.figure("users truly gone", gone.size(), "");
        stage.figure("time to their removal p50", times.p50Millis(), "ms");
        stage.figure("time to their removal max", times.maxMillis(), "ms");
    }
}
