package io.carillon.controlplane;

import io.carillon.controlplane.database.DatabaseSettings;
import java.util.concurrent.atomic.AtomicInteger;

final class UsageOnH2Test extends UsageContract {

    private static final AtomicInteger NEXT = new AtomicInteger();

    @Override
    DatabaseSettings database() {
        return DatabaseSettings.inMemory("usage" + NEXT.incrementAndGet());
    }
}
