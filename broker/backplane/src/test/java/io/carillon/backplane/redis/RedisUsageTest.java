package io.carillon.backplane.redis;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.UsageContract;

final class RedisUsageTest extends UsageContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
