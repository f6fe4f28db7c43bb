package io.carillon.backplane.redis;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.WebhookReaderContract;

final class RedisWebhookReaderTest extends WebhookReaderContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
