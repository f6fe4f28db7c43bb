package io.carillon.backplane.redis;

import io.carillon.backplane.RestateContract;
import io.carillon.backplane.SharedBackplane;

/** The same on a Redis Cluster, where each master has some of the shards. */
final class ShardedRedisRestateTest extends RestateContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster(ThreeMasters.CONNECTIONS, ThreeMasters.SHARDS);
    }
}
