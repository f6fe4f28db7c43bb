package io.carillon.backplane.memory;

import io.carillon.backplane.NodeContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryNodeTest extends NodeContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
