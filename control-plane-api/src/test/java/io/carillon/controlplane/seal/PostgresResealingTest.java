package io.carillon.controlplane.seal;

import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.PostgresServer;
import io.carillon.protocol.signature.Secret;

final class PostgresResealingTest extends ResealingContract {

    @Override
    DatabaseSettings fresh() {
        var database = PostgresServer.shared().freshDatabase();
        return DatabaseSettings.postgresql(database.url(), database.user(), Secret.of(database.password()));
    }
}
