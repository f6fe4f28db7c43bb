package io.carillon.backplane.redis;

import io.carillon.backplane.PublishContract;
import io.carillon.backplane.SharedBackplane;

final class RedisPublishTest extends PublishContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
