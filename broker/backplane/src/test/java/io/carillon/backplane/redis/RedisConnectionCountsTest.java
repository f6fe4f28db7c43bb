package io.carillon.backplane.redis;

import io.carillon.backplane.ConnectionCountsContract;
import io.carillon.backplane.SharedBackplane;

final class RedisConnectionCountsTest extends ConnectionCountsContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
