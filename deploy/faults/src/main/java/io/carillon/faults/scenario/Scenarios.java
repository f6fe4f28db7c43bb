package io.carillon.faults.scenario;

import java.time.Duration;
import java.util.List;

/** All scenarios, in the order of the table. A new one is a file beside this one and a line here. */
public final class Scenarios {

    private static final List<Scenario> ALL = List.of(
            new Presence(),
            new NodeKilled(),
            new NodeKilledFull(),
            new ReconnectStorm(),
            new NodeFrozen(),
            new RedisKilled(Duration.ofSeconds(2), true),
            new RedisKilled(Duration.ofSeconds(2), false),
            new RedisKilled(Duration.ofSeconds(30), true),
            new RedisKilled(Duration.ofSeconds(30), false),
            new Disjoint(),
            new DeafNode(),
            new HalfOpen(),
            new SlowConsumers(),
            new Floods(),
            new ClockSkew(),
            new TwoServers());

    private Scenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(Scenario::name).toList();
    }

    /**
     * Those of a name: one, or all variants of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static List<Scenario> named(String word) {
        List<Scenario> found = ALL.stream()
                .filter(scenario ->
                        scenario.name().equals(word) || scenario.name().startsWith(word + "/"))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no scenario '" + word + "'. There are: " + String.join(", ", names()) + ".");
        }
        return found;
    }
}
