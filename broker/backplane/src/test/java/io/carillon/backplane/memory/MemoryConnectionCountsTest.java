package io.carillon.backplane.memory;

import io.carillon.backplane.ConnectionCountsContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryConnectionCountsTest extends ConnectionCountsContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
