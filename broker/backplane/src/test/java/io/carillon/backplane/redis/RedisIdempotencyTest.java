package io.carillon.backplane.redis;

import io.carillon.backplane.IdempotencyContract;
import io.carillon.backplane.SharedBackplane;

final class RedisIdempotencyTest extends IdempotencyContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
