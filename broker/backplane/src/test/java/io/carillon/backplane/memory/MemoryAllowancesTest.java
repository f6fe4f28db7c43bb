package io.carillon.backplane.memory;

import io.carillon.backplane.AllowancesContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryAllowancesTest extends AllowancesContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
