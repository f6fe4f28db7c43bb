package io.carillon.controlplane;

import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.PostgresServer;
import io.carillon.protocol.signature.Secret;

/** The same stories on the database of larger installations. */
final class TrustOnPostgresTest extends TrustTest {

    @Override
    DatabaseSettings database() {
        var database = PostgresServer.shared().freshDatabase();
        return DatabaseSettings.postgresql(database.url(), database.user(), Secret.of(database.password()));
    }
}
