package io.carillon.backplane.memory;

import io.carillon.backplane.PublishContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryPublishTest extends PublishContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
