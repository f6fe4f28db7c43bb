package io.carillon.backplane.redis;

import io.carillon.backplane.NodeContract;
import io.carillon.backplane.SharedBackplane;

/** The same on a Redis Cluster, where lanes are sharded channels and each master has some of the shards. */
final class ShardedRedisNodeTest extends NodeContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster(ThreeMasters.CONNECTIONS, ThreeMasters.SHARDS);
    }
}
