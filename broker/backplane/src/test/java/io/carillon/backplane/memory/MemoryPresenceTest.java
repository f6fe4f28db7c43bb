package io.carillon.backplane.memory;

import io.carillon.backplane.PresenceContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryPresenceTest extends PresenceContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
