package io.carillon.backplane.redis;

import io.carillon.backplane.RestateContract;
import io.carillon.backplane.SharedBackplane;

final class RedisRestateTest extends RestateContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
