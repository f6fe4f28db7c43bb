package io.carillon.backplane.redis;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.WebhookContract;

final class RedisWebhookTest extends WebhookContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
