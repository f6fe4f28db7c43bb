package io.carillon.backplane.memory;

import io.carillon.backplane.KeyUsesContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryKeyUsesTest extends KeyUsesContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
