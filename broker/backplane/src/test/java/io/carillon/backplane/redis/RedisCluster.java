package io.carillon.backplane.redis;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.MovingClock;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.seal.TestVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.redisson.Redisson;

/**
 * Three processes over one Redis, each with connections of its own. All tests of a run share the Redis and the connections;
 * each has a prefix of its own, so that it begins with nothing.
 */
final class RedisCluster implements SharedBackplane {

    // Enough that channels of one test lie apart, and few enough that three nodes begin in no time.
    private static final int SHARDS = 4;

    private final MovingClock clock = new MovingClock();
    private final List<RedisBackplane> processes = new ArrayList<>();

    RedisCluster() {
        this(Shared.CONNECTIONS, SHARDS);
    }

    RedisCluster(List<RedisConnections> connected, int shards) {
        String prefix = "test-" + NodeId.fresh();
        for (RedisConnections connections : connected) {
            processes.add(new RedisBackplane(
                    connections,
                    prefix,
                    shards,
                    () -> Long.toString(clock.millis()),
                    RedisBackplane.CANARY_ROUND,
                    TestVault.VAULT));
        }
    }

    @Override
    public Backplane seenBy(int process) {
        return processes.get(process);
    }

    @Override
    public void advance(Duration time) {
        clock.advance(time);
    }

    @Override
    public void close() {
        processes.forEach(RedisBackplane::close);
    }

    /** What outlives the tests; ends with the process. */
    private static final class Shared {

        private static final RedisServer SERVER = RedisServer.start();
        private static final List<RedisConnections> CONNECTIONS = List.of(connect(), connect(), connect());

        private static RedisConnections connect() {
            return RedisCluster.connect(RedisSettings.of(SERVER.url()));
        }
    }

    /** Connections of one process, which go with none of its backplanes. */
    static RedisConnections connect(RedisSettings settings) {
        return new RedisConnections(
                RedisLink.to(settings),
                new Ear(() -> Redisson.create(RedissonSetup.of(settings)), RedissonSetup.lanesOf(settings)),
                false);
    }
}
