package io.carillon.backplane.redis;

import io.carillon.backplane.OccupancyContract;
import io.carillon.backplane.SharedBackplane;

final class RedisOccupancyTest extends OccupancyContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
