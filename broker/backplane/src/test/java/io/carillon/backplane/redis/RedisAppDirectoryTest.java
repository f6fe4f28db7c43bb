package io.carillon.backplane.redis;

import io.carillon.backplane.AppDirectoryContract;
import io.carillon.backplane.SharedBackplane;

final class RedisAppDirectoryTest extends AppDirectoryContract {
    @Override
    protected SharedBackplane begin() {
        return new RedisCluster();
    }
}
