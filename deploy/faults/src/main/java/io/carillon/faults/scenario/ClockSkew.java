package io.carillon.faults.scenario;

import io.carillon.faults.check.Patience;
import io.carillon.faults.client.Api.Answer;
import io.carillon.faults.client.Client;
import io.carillon.faults.client.Route;
import io.carillon.faults.history.Entry;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.FalseClock;
import io.carillon.faults.process.RedisServer;
import io.carillon.faults.process.RedisServer.Persistence;
import io.carillon.faults.process.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One machine's clock is wrong, and then jumps: nobody dies of it, and whoever is refused for it is told why. */
final class ClockSkew implements Scenario {

    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final int USERS = 60;
    private static final int CHANGES_PER_SECOND = 10;
    private static final Duration CHURN = Stage.LEASE.plusSeconds(2);
    private static final int BURST = 30;
    private static final int BURST_TOLERANCE = 3;
    private static final Duration HEARING = Duration.ofSeconds(3);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);
    private static final int REFUSED = 401;
    private static final Pattern SERVER_TIME = Pattern.compile("server's time (\\d{10})");

    @Override
    public String name() {
        return "clock-skew";
    }

    @Override
    public String story() {
        return "2 brokers and 2 control planes over one Redis; the clock of one of each is " + SKEW.toMinutes()
                + " minutes ahead, and then jumps to " + SKEW.toMinutes() + " minutes behind. " + USERS
                + " users in a presence channel come and go for more than two leases.";
    }

    @Override
    public void play(Stage stage) {
        stage.needsProgram("faketime", "faketime");
        FalseClock clock = FalseClock.ahead(stage.processes(), SKEW);
        RedisServer redis = RedisServer.start(stage.processes(), "redis", Persistence.NONE);
        CarillonNode right = start(stage, redis, Role.CONTROL_PLANE, "control-plane", Map.of());
        CarillonNode wrong = start(stage, redis, Role.CONTROL_PLANE, "control-plane-skewed", clock.environment());
        CarillonNode skewed = start(stage, redis, Role.BROKER, "broker-1", clock.environment());
        CarillonNode steady = start(stage, redis, Role.BROKER, "broker-2", Map.of());
        Cluster cluster = Cluster.of(redis, List.of(skewed, steady), right);

        boolean isSkewed =
                skewed.process().hasLibrary("libfaketime") && !steady.process().hasLibrary("libfaketime");
        stage.promise(
                "one broker reads the false clock, the other does not (else this proves nothing)",
                isSkewed,
                isSkewed ? "so it is, as with the control planes, whose answers show it" : "it is not so");
        var room = new Room(stage, cluster, "presence-room", USERS);
        room.fill();
        signatures(stage, right, wrong, "ahead", SKEW);
        room.churn(CHURN, CHANGES_PER_SECOND);

        clock.jump(SKEW.negated());
        stage.say("the clock has jumped back by " + SKEW.multipliedBy(2).toMinutes() + " minutes");
        signatures(stage, right, wrong, "behind", SKEW.negated());
        room.churn(CHURN, CHANGES_PER_SECOND);

        limits(stage, skewed, steady);
        long sentAway = stage.history()
                .of(Entry.Closed.class)
                .filter(closed -> !closed.byUs())
                .count();
        stage.promise("nobody is sent away", sentAway == 0, sentAway + " connections were closed by the platform");
        room.judge(List.of(), Patience.of(Room.NEWS), Duration.ofSeconds(3));
    }

    private static CarillonNode start(
            Stage stage, RedisServer redis, Role role, String name, Map<String, String> clock) {
        Map<String, String> environment = new HashMap<>(stage.environment(clock));
        environment.put("CARILLON_REDIS_URL", redis.url());
        CarillonNode node = CarillonNode.start(stage.processes(), stage.jars(), role, name, environment);
        node.awaitUp();
        return node;
    }

    /** A server of the app, whose own clock is right, asks both control planes. */
    private static void signatures(Stage stage, CarillonNode right, CarillonNode wrong, String where, Duration skew) {
        Answer welcome = stage.api(right).get("/channels", Map.of()).join();
        Answer refusal = stage.api(wrong).get("/channels", Map.of()).join();
        stage.promise(
                "a request signed at the true time is welcome where the clock is right (other clock " + where + ")",
                welcome.status() == 200,
                "answered " + welcome.status());
        Matcher told = SERVER_TIME.matcher(refusal.body());
        Instant expected = Instant.now().plus(skew);
        boolean isTold = told.find()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(told.group(1))), expected)
                                .abs()
                                .compareTo(CLOCK_TOLERANCE)
                        < 0;
        stage.promise(
                "where the clock is " + where + " it is refused with 401 and the server's time",
                refusal.status() == REFUSED && isTold,
                "answered " + refusal.status() + " " + refusal.body().strip());
    }

    /** What a client may say in a second is the same on both brokers. */
    private static void limits(Stage stage, CarillonNode skewed, CarillonNode steady) {
        int there = burst(stage, skewed, steady);
        int here = burst(stage, steady, skewed);
        stage.promise(
                "the limit on client events is the same on both brokers",
                here > 0 && here < BURST && Math.abs(here - there) <= BURST_TOLERANCE,
                "of " + BURST + " at once " + there + " were passed on where the clock is wrong, " + here
                        + " where it is right");
    }

    private static int burst(Stage stage, CarillonNode from, CarillonNode to) {
        String channel = "private-burst-from-" + from;
        Client speaker = stage.crowd().client("speaker-on-" + from, Route.to(from));
        Client listener = stage.crowd().client("listener-to-" + from, Route.to(to));
        for (Client client : List.of(speaker, listener)) {
            client.connect().join();
            client.subscribe(channel).join();
        }
        for (int i = 0; i < BURST; i++) {
            speaker.say(channel, "client-line", from + "-line-" + i);
        }
        Await.pause(HEARING);
        return (int) stage.history()
                .of(Entry.Heard.class)
                .filter(heard -> heard.client().equals(listener.name()))
                .count();
    }
}
