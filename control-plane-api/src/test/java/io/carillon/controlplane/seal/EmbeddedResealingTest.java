package io.carillon.controlplane.seal;

import io.carillon.controlplane.database.DatabaseSettings;

final class EmbeddedResealingTest extends ResealingContract {

    @Override
    DatabaseSettings fresh() {
        return DatabaseSettings.inMemory("resealing" + System.nanoTime());
    }
}
