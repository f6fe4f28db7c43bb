package io.carillon.backplane.memory;

import io.carillon.backplane.OccupancyContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryOccupancyTest extends OccupancyContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
