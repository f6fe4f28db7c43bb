package io.carillon.controlplane;

import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.PostgresServer;
import io.carillon.protocol.signature.Secret;

final class UsageOnPostgresTest extends UsageContract {

    @Override
    DatabaseSettings database() {
        PostgresServer.Database fresh = PostgresServer.shared().freshDatabase();
        return DatabaseSettings.postgresql(fresh.url(), fresh.user(), Secret.of(fresh.password()));
    }
}
