package io.carillon.backplane.memory;

import io.carillon.backplane.RestateContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryRestateTest extends RestateContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
