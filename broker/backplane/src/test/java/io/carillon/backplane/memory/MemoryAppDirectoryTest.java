package io.carillon.backplane.memory;

import io.carillon.backplane.AppDirectoryContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryAppDirectoryTest extends AppDirectoryContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
