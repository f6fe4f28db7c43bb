package io.carillon.controlplane.setup;

import io.carillon.backplane.seal.Vault;
import io.carillon.controlplane.account.AccountSeals;
import io.carillon.controlplane.app.AppSeals;
import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.Migrations;
import io.carillon.controlplane.management.AnswerSeals;
import io.carillon.controlplane.seal.Resealing;
import io.carillon.controlplane.seal.SealedColumn;
import io.carillon.process.data.DataFolder;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Brings all that is sealed in the database under another master key. PostgreSQL may be in use; the embedded database must not. */
public final class Reseal {

    private Reseal() {}

    /** Every column in which secrets are kept; a test holds it against the tables. */
    static List<SealedColumn> columns() {
        return Stream.of(AppSeals.columns(), AccountSeals.columns(), AnswerSeals.columns())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Seals everything with the vault's first key.
     *
     * @throws StartRefusedException {@code database_...}
     */
    public static List<Resealing.Outcome> run(Settings settings, Vault vault) {
        DatabaseSettings database = database(settings);
        Migrations.requireCurrent(database);
        var password = database.password();
        List<Resealing.Outcome> outcomes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                database.url(), database.user(), password == null ? "" : password.reveal())) {
            var resealing = new Resealing(connection, vault, InstantSource.system());
            for (SealedColumn column : columns()) {
                outcomes.add(resealing.run(column));
            }
            return outcomes;
        } catch (SQLException failed) {
            throw new StartRefusedException(
                    "database_unusable",
                    "The database failed in between: " + failed.getMessage()
                            + ". What was sealed until then stays so; run this again to go on.");
        }
    }

    private static DatabaseSettings database(Settings settings) {
        if (settings.text(Setting.DATABASE_URL).isEmpty()) {
            Path file = DatabaseSettings.fileIn(DataFolder.of(settings).file(""));
            if (!Files.exists(file)) {
                throw new StartRefusedException(
                        "database_absent",
                        "There is no database " + file + ". Name its folder with " + Setting.DATA_DIR.flag()
                                + ", or a PostgreSQL with " + Setting.DATABASE_URL.flag() + ".");
            }
        }
        return ControlPlaneSetup.database(settings);
    }
}
