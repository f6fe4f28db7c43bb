package io.carillon.backplane.memory;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.UsageContract;

final class MemoryUsageTest extends UsageContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
