package io.carillon.backplane.redis;

import io.carillon.backplane.KeyUsesContract;
import io.carillon.backplane.SharedBackplane;

final class RedisKeyUsesTest extends KeyUsesContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
