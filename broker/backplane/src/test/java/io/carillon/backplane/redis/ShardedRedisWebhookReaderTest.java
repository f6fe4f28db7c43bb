package io.carillon.backplane.redis;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.WebhookReaderContract;

/** The same on a Redis Cluster, where one pipeline asks all masters. */
final class ShardedRedisWebhookReaderTest extends WebhookReaderContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster(ThreeMasters.CONNECTIONS, ThreeMasters.SHARDS);
    }
}
