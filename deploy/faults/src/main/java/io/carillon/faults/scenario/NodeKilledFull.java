package io.carillon.faults.scenario;

import io.carillon.faults.client.Client;
import io.carillon.faults.client.Route;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.RedisServer.Persistence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A broker dies that held very much: burying it must not keep the others from their clients. */
final class NodeKilledFull implements Scenario {

    private static final int GROUPS = 4;
    private static final int CLIENTS_PER_GROUP = 75;
    private static final int CHANNELS_PER_GROUP = 40;
    private static final int CLIENTS = GROUPS * CLIENTS_PER_GROUP;
    private static final int MEMBERSHIPS = CLIENTS * CHANNELS_PER_GROUP;
    private static final Duration FILLING = Duration.ofSeconds(120);
    private static final Duration CALM = Duration.ofSeconds(10);
    // Nobody waits longer for a page; and somebody who is not let in at all waits for ever.
    private static final int BEARABLE_MILLIS = 1_000;

    @Override
    public String name() {
        return "node-killed/" + MEMBERSHIPS + "-memberships";
    }

    @Override
    public String story() {
        return "3 brokers; one has " + CLIENTS + " connections with " + CHANNELS_PER_GROUP
                + " presence channels each, together " + MEMBERSHIPS
                + " memberships, and is SIGKILLed; nobody comes back. All the while somebody new connects to one of the others and"
                + " subscribes, 20 times a second.";
    }

    @Override
    public void play(Stage stage) {
        Cluster cluster = stage.cluster(Persistence.NONE, 3);
        CarillonNode victim = cluster.broker(1);
        Client observer = observe(stage, cluster.broker(2));
        fill(stage, victim);
        var doorbell = new Doorbell(stage, List.of(cluster.broker(2), cluster.broker(3)));
        Await.pause(CALM);
        Timings before = doorbell.next();

        long killedAt = stage.history().mark("SIGKILL " + victim);
        victim.process().kill();
        stage.say(victim + " is killed");
        Await.within(
                stage.lease().multipliedBy(6),
                () -> removed(stage, observer, killedAt).size() >= MEMBERSHIPS);
        Timings meanwhile = doorbell.next();
        Await.pause(Duration.ofSeconds(2));
        doorbell.close();

        Map<String, Integer> removed = removed(stage, observer, killedAt);
        Timings removals = removals(stage, observer, killedAt);
        long twice = removed.values().stream().filter(count -> count > 1).count();
        stage.promise(
                "every membership is announced as gone, once",
                removed.size() == MEMBERSHIPS && twice == 0,
                removed.size() + " of " + MEMBERSHIPS + " announced, " + twice + " of them more than once");
        stage.promise(
                "within two leases",
                removed.size() == MEMBERSHIPS
                        && removals.maxMillis() <= stage.twoLeases().toMillis(),
                "the last after " + removals.maxMillis() + " ms");
        stage.promise(
                "meanwhile the others let everybody in, 99 of 100 within a second",
                meanwhile.p99Millis() <= BEARABLE_MILLIS && doorbell.refused() == 0,
                "p99 " + meanwhile.p99Millis() + " ms, before " + before.p99Millis() + " ms; " + doorbell.refused()
                        + " never let in");
        stage.figure("memberships", MEMBERSHIPS, "");
        stage.figure("first announced as gone after", removals.minMillis(), "ms");
        stage.figure("last announced as gone after", removals.maxMillis(), "ms");
        stage.figure("connect and subscribe at the others before, p50", before.p50Millis(), "ms");
        stage.figure("before, p99", before.p99Millis(), "ms");
        stage.figure("meanwhile, p50", meanwhile.p50Millis(), "ms");
        stage.figure("meanwhile, p99", meanwhile.p99Millis(), "ms");
        stage.figure("meanwhile, max", meanwhile.maxMillis(), "ms");
        stage.figure("newcomers meanwhile", meanwhile.count(), "");
    }

    private static Client observe(Stage stage, CarillonNode node) {
        Client observer = stage.crowd().client("observer", Route.to(node));
        observer.connect().join();
        List<CompletableFuture<Client>> joined = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            for (int channel = 0; channel < CHANNELS_PER_GROUP; channel++) {
                joined.add(observer.join(channel(group, channel), "observer"));
            }
        }
        joined.forEach(CompletableFuture::join);
        return observer;
    }

    private static void fill(Stage stage, CarillonNode victim) {
        stage.say("filling " + victim);
        List<CompletableFuture<Client>> joined = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            for (int i = 0; i < CLIENTS_PER_GROUP; i++) {
                String name = "member-" + group + "-" + i;
                Client client = stage.crowd().extra(name, Route.to(victim));
                client.quitWhenLost();
                var unused = client.connect();
                for (int channel = 0; channel < CHANNELS_PER_GROUP; channel++) {
                    joined.add(client.join(channel(group, channel), name));
                }
                Await.pause(Duration.ofMillis(20));
            }
        }
        Await.require("all memberships", FILLING, () -> joined.stream().allMatch(CompletableFuture::isDone));
        joined.forEach(CompletableFuture::join);
    }

    private static String channel(int group, int channel) {
        return "presence-" + group + "-" + channel;
    }

    /** How often each membership was announced as gone. */
    private static Map<String, Integer> removed(Stage stage, Client observer, long since) {
        Map<String, Integer> removed = new HashMap<>();
        stage.history()
                .of(Entry.MemberRemoved.class)
                .filter(entry -> entry.client().equals(observer.name()) && entry.at() > since)
                .forEach(entry -> removed.merge(entry.channel() + " " + entry.user(), 1, Integer::sum));
        return removed;
    }

    private static Timings removals(Stage stage, Client observer, long since) {
        var timings = new Timings();
        stage.history()
                .of(Entry.MemberRemoved.class)
                .filter(entry -> entry.client().equals(observer.name()) && entry.at() > since)
                .forEach(entry -> timings.add(entry.at() - since));
        return timings;
    }
}
