package io.carillon.backplane.redis;

import io.carillon.backplane.AllowancesContract;
import io.carillon.backplane.SharedBackplane;

/** The same on a Redis Cluster, where each master has some of the shards. */
final class ShardedRedisAllowancesTest extends AllowancesContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster(ThreeMasters.CONNECTIONS, ThreeMasters.SHARDS);
    }
}
