package io.carillon.backplane.memory;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.WatchContract;

final class MemoryWatchTest extends WatchContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
