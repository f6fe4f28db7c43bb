package io.carillon.backplane.memory;

import io.carillon.backplane.IdempotencyContract;
import io.carillon.backplane.SharedBackplane;

final class MemoryIdempotencyTest extends IdempotencyContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
