package io.carillon.backplane.redis;

import io.carillon.backplane.PresenceContract;
import io.carillon.backplane.SharedBackplane;

final class RedisPresenceTest extends PresenceContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
