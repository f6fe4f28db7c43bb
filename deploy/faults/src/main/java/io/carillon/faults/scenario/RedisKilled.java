package io.carillon.faults.scenario;

import io.carillon.faults.check.Delivery;
import io.carillon.faults.check.DeliveryChecker;
import io.carillon.faults.check.Patience;
import io.carillon.faults.client.Api;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.RedisServer.Persistence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the nodes share is gone from one instant to the next, and comes back after a while, knowing what it knew or nothing. */
final class RedisKilled implements Scenario {

    private static final int USERS = 60;
    private static final int QUICK_USERS = 30;
    private static final int CHANGES_PER_SECOND = 4;
    private static final Duration LOST_AFTER = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final Duration outage;
    private final boolean keepsData;

    RedisKilled(Duration outage, boolean keepsData) {
        this.outage = outage;
        this.keepsData = keepsData;
    }

    @Override
    public String name() {
        return "redis-killed/" + outage.toSeconds() + "s-" + (keepsData ? "kept" : "empty");
    }

    @Override
    public String story() {
        return "2 brokers under load: 500 events a second on 200 public channels, half of them read at both brokers, client events on 20 private"
                + " channels, " + USERS
                + " users who come and go in a presence channel. Redis is SIGKILLed and starts again "
                + outage.toSeconds() + " s later, "
                + (keepsData ? "with its data (appendonly, fsync each second)." : "empty.");
    }

    @Override
    public boolean isQuick() {
        return outage.toSeconds() < 10;
    }

    @Override
    public void play(Stage stage) {
        int users = stage.isQuick() ? QUICK_USERS : USERS;
        Cluster cluster = stage.cluster(keepsData ? Persistence.EVERY_SECOND : Persistence.NONE, 2, Crowded.of(users));
        var room = new Room(stage, cluster, "presence-room", users);
        room.fill();
        var newsroom = new Newsroom(stage, cluster);
        room.churn(Duration.ofSeconds(stage.isQuick() ? 5 : 10), CHANGES_PER_SECOND);

        long killedAt = stage.history().mark("SIGKILL Redis");
        cluster.redis().kill();
        stage.say("Redis is killed");
        room.churn(outage, CHANGES_PER_SECOND);
        if (keepsData) {
            cluster.redis().restart();
        } else {
            cluster.redis().restartEmpty();
        }
        long backAt = stage.history().mark("Redis answers");
        stage.say("Redis is back");
        room.churn(Duration.ofSeconds(stage.isQuick() ? 10 : 20), CHANGES_PER_SECOND);
        newsroom.close();

        Duration allowed = stage.twoLeases().plus(outage);
        Patience patience =
                Patience.of(Room.NEWS).with(killedAt, backAt + stage.twoLeases().toNanos(), allowed);
        room.judge(List.of(), patience, stage.isQuick() ? stage.lease() : stage.twoLeases());
        repaired(stage, cluster, room, backAt);
        answers(stage, killedAt, backAt);
        recovery(stage, backAt);
        long troubleUntil = backAt + stage.lease().toNanos();
        news(stage, cluster, killedAt, troubleUntil);
        talk(stage, killedAt, troubleUntil);
        closes(stage, newsroom.size(), killedAt);
    }

    private static void repaired(Stage stage, Cluster cluster, Room room, long backAt) {
        Api api = stage.api(cluster.controlPlane());
        boolean isRight = Await.within(stage.lease(), () -> room.isTold(api));
        stage.promise(
                "what the API tells of the members is mended",
                isRight,
                isRight
                        ? "it is right"
                        : "still wrong "
                                + Duration.ofNanos(System.nanoTime() - backAt).toSeconds() + " s after Redis was back");
    }

    private static void answers(Stage stage, long killedAt, long backAt) {
        Map<Integer, Long> codes = stage.history()
                .of(Entry.Published.class)
                .collect(Collectors.groupingBy(Entry.Published::status, TreeMap::new, Collectors.counting()));
        long odd = codes.entrySet().stream()
                .filter(entry -> entry.getKey() != OK && entry.getKey() != UNAVAILABLE)
                .mapToLong(Map.Entry::getValue)
                .sum();
        stage.promise(
                "a publisher is told 200 or 503 and nothing else, and is always told",
                odd == 0,
                "answers: " + codes + " (0 is none within " + Api.PATIENCE.toSeconds() + " s)");
        long hintless = stage.history()
                .of(Entry.Published.class)
                .filter(published -> published.status() == UNAVAILABLE && !published.retryAfter())
                .count();
        stage.promise("a 503 says when to try again (Retry-After)", hintless == 0, hintless + " did not");
        var waits = new Timings();
        stage.history()
                .of(Entry.Published.class)
                .filter(published -> published.at() >= killedAt && published.at() < backAt)
                .forEach(published -> waits.add(published.answeredAt() - published.at()));
        codes.forEach((code, count) -> stage.figure("answers " + (code == 0 ? "(none)" : code), count, ""));
        stage.figure("answer while Redis is away, p99", waits.p99Millis(), "ms");
    }

    private static void recovery(Stage stage, long backAt) {
        long lastRefused = stage.history()
                .of(Entry.Published.class)
                .filter(published -> published.status() != OK)
                .mapToLong(Entry.Published::at)
                .max()
                .orElse(backAt);
        long firstAccepted = stage.history()
                .of(Entry.Published.class)
                .filter(published -> published.status() == OK && published.at() > backAt)
                .mapToLong(Entry.Published::answeredAt)
                .min()
                .orElse(Long.MAX_VALUE);
        boolean isBack = firstAccepted < Long.MAX_VALUE;
        long firstAfter = isBack ? millis(firstAccepted - backAt) : -1;
        stage.promise(
                "publishing works again within two leases of Redis's return",
                isBack
                        && firstAccepted - backAt < stage.twoLeases().toNanos()
                        && lastRefused - backAt < stage.twoLeases().toNanos(),
                isBack
                        ? "first accepted after " + firstAfter + " ms, last refused after "
                                + millis(lastRefused - backAt) + " ms"
                        : "nothing was accepted any more");
        stage.figure("first event accepted after Redis is back", firstAfter, "ms");
        stage.figure("last event refused after Redis is back", Math.max(0, millis(lastRefused - backAt)), "ms");
        Map<String, Long> deaf = stage.history()
                .of(Entry.Heard.class)
                .filter(heard -> heard.at() > backAt && heard.client().startsWith("reader-"))
                .collect(Collectors.toMap(
                        heard -> heard.client().substring(heard.client().indexOf("broker")),
                        Entry.Heard::at,
                        Math::min));
        boolean allHear = deaf.keySet().containsAll(List.of("broker-1", "broker-2"));
        stage.promise("and both brokers hear again", allHear, "those who do: " + deaf.keySet());
        deaf.forEach((broker, at) ->
                stage.figure("first event heard at " + broker + " after Redis is back", millis(at - backAt), "ms"));
    }

    private void news(Stage stage, Cluster cluster, long killedAt, long troubleUntil) {
        Predicate<String> channels = channel -> channel.startsWith(Newsroom.NEWS);
        Delivery delivery = deliveries(stage, channels, killedAt, troubleUntil);
        String kind = "events over HTTP (kept in history)";
        if (keepsData) {
            stage.promise(
                    kind + ": none lost that was answered 200, unless the client was disconnected",
                    delivery.lost() == 0,
                    delivery.summary());
        } else {
            // A Redis without persistence takes with it what it accepted and had not yet sent on.
            Delivery last = deliveries(stage, channels, killedAt, killedAt);
            double gaps = cluster.brokers().stream()
                    .mapToDouble(broker -> broker.metrics().get("carillon_channels_gaps_total"))
                    .sum();
            stage.promise(
                    kind
                            + ": none lost that was answered 200, but what Redis accepted in its last second and took with it,"
                            + " and brokers count channels of which that may be so",
                    delivery.lost() == last.lostInTrouble() && (delivery.lost() == 0 || gaps > 0),
                    delivery.summary() + "; " + (long) gaps + " channels counted");
            stage.figure(kind + ": channels counted as incomplete", gaps, "");
        }
        once(stage, kind, delivery);
        stage.figure(kind + ": published", delivery.sent(), "");
        figures(stage, kind, delivery);
        stage.figure(kind + ": answered 503 or not at all, and heard all the same", delivery.heardThoughRefused(), "");
    }

    private static void talk(Stage stage, long killedAt, long troubleUntil) {
        Delivery delivery = deliveries(stage, channel -> channel.startsWith(Newsroom.TALK), killedAt, troubleUntil);
        String kind = "client events (volatile)";
        stage.promise(
                kind + ": none lost but those said while Redis was away or a lease after",
                delivery.lost() == delivery.lostInTrouble(),
                delivery.summary());
        once(stage, kind, delivery);
        stage.figure(kind + ": said", delivery.sent(), "");
        figures(stage, kind, delivery);
        long told = stage.history()
                .of(Entry.Complaint.class)
                .filter(complaint -> complaint.client().startsWith("speaker-"))
                .count();
        stage.figure(kind + ": errors that their speakers were told", told, "");
    }

    private static Delivery deliveries(Stage stage, Predicate<String> channels, long killedAt, long troubleUntil) {
        // What was sent just before the kill was still on its way.
        long from = killedAt - Duration.ofSeconds(1).toNanos();
        return DeliveryChecker.check(
                stage.history().entries(),
                channels,
                List.of(new DeliveryChecker.Trouble(from, troubleUntil)),
                LOST_AFTER);
    }

    private static void once(Stage stage, String kind, Delivery delivery) {
        stage.promise(kind + ": none twice", delivery.duplicated() == 0, delivery.summary());
        stage.promise(kind + ": in order", delivery.reordered() == 0, delivery.summary());
        stage.promise(kind + ": none that nobody sent", delivery.phantom() == 0, delivery.summary());
    }

    private static void figures(Stage stage, String kind, Delivery delivery) {
        stage.figure(kind + ": deliveries owed", delivery.owed(), "");
        stage.figure(kind + ": lost", delivery.lost(), "");
        stage.figure(kind + ": missed by those who were disconnected", delivery.told(), "");
        stage.figure(kind + ": duplicated", delivery.duplicated(), "");
        stage.figure(kind + ": reordered", delivery.reordered(), "");
    }

    private static void closes(Stage stage, int clients, long killedAt) {
        Map<Integer, Long> codes = stage.history()
                .of(Entry.Closed.class)
                .filter(closed -> !closed.byUs() && closed.at() >= killedAt)
                .collect(Collectors.groupingBy(Entry.Closed::code, TreeMap::new, Collectors.counting()));
        long all = codes.values().stream().mapToLong(Long::longValue).sum();
        stage.promise(
                "nobody is disconnected",
                all == 0,
                all + " connections were closed, by code: " + codes + "; the load alone has " + clients + " clients");
        stage.figure("connections closed", all, "");
        stage.figure(
                "newcomers turned away, who come back after a second",
                stage.history()
                        .of(Entry.TurnedAway.class)
                        .filter(turned -> turned.at() >= killedAt)
                        .count(),
                "");
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
