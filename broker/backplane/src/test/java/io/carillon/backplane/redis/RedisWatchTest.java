package io.carillon.backplane.redis;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.WatchContract;

final class RedisWatchTest extends WatchContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
