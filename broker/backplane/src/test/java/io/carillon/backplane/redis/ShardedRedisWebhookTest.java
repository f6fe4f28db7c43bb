package io.carillon.backplane.redis;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.WebhookContract;

/** The same on a Redis Cluster, where each master has some of the shards and their outboxes. */
final class ShardedRedisWebhookTest extends WebhookContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster(ThreeMasters.CONNECTIONS, ThreeMasters.SHARDS);
    }
}
