package io.carillon.backplane.redis;

import io.carillon.backplane.Await;
import java.util.List;
import java.util.stream.IntStream;

/** A Redis Cluster of three masters on private ports, and connections of three processes. Ends with the test run. */
final class ThreeMasters {

    /** So many that each master has some of them. */
    static final int SHARDS = 8;

    private static final int SLOTS = 16_384;
    private static final List<Integer> BUS_PORTS =
            IntStream.range(0, 3).map(i -> RedisServer.freePort()).boxed().toList();
    private static final List<RedisServer> MASTERS =
            IntStream.range(0, 3).mapToObj(ThreeMasters::start).toList();

    static final List<RedisConnections> CONNECTIONS = connect();

    private ThreeMasters() {}

    private static List<RedisConnections> connect() {
        RedisServer first = MASTERS.get(0);
        for (int i = 0; i < MASTERS.size(); i++) {
            String from = Integer.toString(SLOTS * i / MASTERS.size());
            String to = Integer.toString(SLOTS * (i + 1) / MASTERS.size() - 1);
            MASTERS.get(i).tell("CLUSTER", "ADDSLOTSRANGE", from, to);
            String port = Integer.toString(MASTERS.get(i).port());
            first.tell("CLUSTER", "MEET", "127.0.0.1", port, Integer.toString(BUS_PORTS.get(i)));
        }
        for (RedisServer master : MASTERS) {
            Await.until(
                    "the cluster is whole",
                    () -> master.tell("SET", "{whole}", "1").matches("\\+OK|-MOVED.*")
                            && master.tell("CLUSTER", "COUNTKEYSINSLOT", "0").equals(":0")
                            && master.tell("EVAL", "return #redis.call('CLUSTER', 'SLOTS')", "0")
                                    .equals(":3"));
        }
        RedisSettings settings = RedisSettings.ofCluster(
                        MASTERS.stream().map(RedisServer::url).toList())
                .withShards(SHARDS);
        return List.of(RedisCluster.connect(settings), RedisCluster.connect(settings), RedisCluster.connect(settings));
    }

    private static RedisServer start(int number) {
        return RedisServer.start("--cluster-enabled", "yes", "--cluster-port", Integer.toString(BUS_PORTS.get(number)));
    }
}
