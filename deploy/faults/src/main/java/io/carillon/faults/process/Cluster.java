package io.carillon.faults.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brokers and a control plane over one Redis, all on this machine. */
public final class Cluster {

    private final RedisServer redis;
    private final List<CarillonNode> brokers;
    private final CarillonNode controlPlane;

    private Cluster(RedisServer redis, List<CarillonNode> brokers, CarillonNode controlPlane) {
        this.redis = redis;
        this.brokers = List.copyOf(brokers);
        this.controlPlane = controlPlane;
    }

    /**
     * Starts all of it and returns when all of it is up.
     *
     * @param environment the app, and what the scenario wants otherwise, the same for each process
     */
    public static Cluster start(
            Processes processes,
            Jars jars,
            RedisServer.Persistence persistence,
            int brokers,
            Map<String, String> environment) {
        return start(processes, jars, RedisServer.start(processes, "redis", persistence), null, brokers, environment);
    }

    /**
     * The same over a Redis that runs already.
     *
     * @param redisUrl how the nodes reach it, if not directly
     */
    public static Cluster start(
            Processes processes,
            Jars jars,
            RedisServer redis,
            @Nullable String redisUrl,
            int brokers,
            Map<String, String> environment) {
        Map<String, String> env = new HashMap<>(environment);
        env.put("CARILLON_REDIS_URL", redisUrl == null ? redis.url() : redisUrl);
        // One after the other: five that start at once on two cores keep each other from answering in time.
        CarillonNode controlPlane = CarillonNode.start(processes, jars, Role.CONTROL_PLANE, "control-plane", env);
        controlPlane.awaitUp();
        List<CarillonNode> nodes = new ArrayList<>();
        for (int i = 1; i <= brokers; i++) {
            CarillonNode broker = CarillonNode.start(processes, jars, Role.BROKER, "broker-" + i, env);
            broker.awaitUp();
            nodes.add(broker);
        }
        return new Cluster(redis, nodes, controlPlane);
    }

    /** One whose parts were started one by one, and are up. */
    public static Cluster of(RedisServer redis, List<CarillonNode> brokers, CarillonNode controlPlane) {
        return new Cluster(redis, brokers, controlPlane);
    }

    public RedisServer redis() {
        return redis;
    }

    public List<CarillonNode> brokers() {
        return brokers;
    }

    /** @param number from 1 */
    public CarillonNode broker(int number) {
        return brokers.get(number - 1);
    }

    public CarillonNode controlPlane() {
        return controlPlane;
    }
}
