package io.carillon.backplane.redis;

import io.carillon.backplane.KeyUsesContract;
import io.carillon.backplane.SharedBackplane;

/** The same on a Redis Cluster. */
final class ShardedRedisKeyUsesTest extends KeyUsesContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster(ThreeMasters.CONNECTIONS, ThreeMasters.SHARDS);
    }
}
