package io.carillon.faults.scenario;

import io.carillon.faults.check.Patience;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.RedisServer.Persistence;
import java.time.Duration;
import java.util.List;

/** Nothing breaks: people come and go, and everybody knows who is there. */
final class Presence implements Scenario {

    private static final int USERS = 300;
    private static final int QUICK_USERS = 60;
    private static final int CHANGES_PER_SECOND = 25;

    @Override
    public String name() {
        return "presence";
    }

    @Override
    public String story() {
        return "3 brokers, " + USERS
                + " users in one presence channel, each with one to three tabs on random nodes, two observers on each"
                + " node. For a minute " + CHANGES_PER_SECOND
                + " tabs a second are opened or closed, subscribe or unsubscribe, by chance.";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public void play(Stage stage) {
        int users = stage.isQuick() ? QUICK_USERS : USERS;
        Cluster cluster = stage.cluster(Persistence.NONE, 3, Crowded.of(users));
        var room = new Room(stage, cluster, "presence-room", users, true);
        room.fill();

        room.churn(Duration.ofSeconds(stage.isQuick() ? 10 : 60), CHANGES_PER_SECOND);

        room.judge(List.of(), Patience.of(Room.NEWS), Duration.ofSeconds(3));
    }
}
