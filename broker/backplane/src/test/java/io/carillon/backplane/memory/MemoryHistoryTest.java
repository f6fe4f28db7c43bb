package io.carillon.backplane.memory;

import io.carillon.backplane.HistoryContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryHistoryTest extends HistoryContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
