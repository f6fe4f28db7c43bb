package io.carillon.backplane.redis;

import io.carillon.backplane.AllowancesContract;
import io.carillon.backplane.SharedBackplane;

final class RedisAllowancesTest extends AllowancesContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
