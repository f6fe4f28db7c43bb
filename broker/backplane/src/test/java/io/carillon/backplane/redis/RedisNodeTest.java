package io.carillon.backplane.redis;

import io.carillon.backplane.NodeContract;
import io.carillon.backplane.SharedBackplane;

final class RedisNodeTest extends NodeContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
