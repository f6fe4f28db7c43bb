package io.carillon.backplane.redis;

import io.carillon.backplane.HistoryContract;
import io.carillon.backplane.SharedBackplane;

final class RedisHistoryTest extends HistoryContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
