package io.carillon.controlplane.database;

import io.carillon.process.refusal.StartRefusedException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/** Brings the tables up to what this version expects. */
public final class Migrations {

    private static final String EMBEDDED_IN_USE = "90020";

    private Migrations() {}

    /**
     * Done before anything else is made, so that no part of the program has to wonder whether its tables are there.
     *
     * @throws StartRefusedException {@code database_...} if the database does not answer, or is not as it should be
     */
    public static void run(DatabaseSettings database) {
        try {
            flyway(database).migrate();
        } catch (FlywayValidateException notOurs) {
            throw notOurs();
        } catch (FlywayException failed) {
            throw refused(failed);
        }
    }

    /**
     * For those who work on what is there, beside processes that run: passes if the tables are what this version expects, and changes
     * none.
     *
     * @throws StartRefusedException {@code database_...}
     */
    public static void requireCurrent(DatabaseSettings database) {
        try {
            MigrationInfoService info = flyway(database).info();
            if (info.current() == null || info.pending().length > 0) {
                throw new StartRefusedException(
                        "database_not_current",
                        "The tables in the database are not yet what this version expects. Start this version's server once, which"
                                + " brings them up to date.");
            }
            if (!info.current().getVersion().equals(latest(info))) {
                throw notOurs();
            }
        } catch (FlywayException failed) {
            throw refused(failed);
        }
    }

    private static @Nullable MigrationVersion latest(MigrationInfoService info) {
        return Arrays.stream(info.all())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Flyway flyway(DatabaseSettings database) {
        var password = database.password();
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database.url(), database.user(), password == null ? "" : password.reveal())
                .locations("classpath:io/carillon/controlplane/database")
                .table("schema_history")
                .validateMigrationNaming(true)
                .placeholders(placeholders(database))
                .load();
    }

    private static StartRefusedException notOurs() {
        return new StartRefusedException(
                "database_not_ours",
                "The tables in the database were made by another version of Carillon than this one can work with. Start that version"
                        + " or a newer one, or name another database.");
    }

    /** What stands around what only PostgreSQL understands: for the embedded engine that is a comment. */
    private static Map<String, String> placeholders(DatabaseSettings database) {
        return database.isEmbedded()
                ? Map.of("postgresql_only", "/*", "both_again", "*/")
                : Map.of("postgresql_only", "", "both_again", "");
    }

    private static StartRefusedException refused(FlywayException failed) {
        SQLException sql = sqlIn(failed);
        String state = sql == null ? "" : String.valueOf(sql.getSQLState());
        if (state.equals(EMBEDDED_IN_USE)) {
            return new StartRefusedException(
                    "database_in_use",
                    "Another process has the database in the data folder open. Stop it, or choose another folder with --data-dir; several"
                            + " processes share a PostgreSQL, with --database-url.");
        }
        if (state.startsWith("28")) {
            return new StartRefusedException(
                    "database_login_refused",
                    "The database does not let this process in. Check --database-user and --database-password.");
        }
        if (state.startsWith("3D")) {
            return new StartRefusedException(
                    "database_absent",
                    "There is no database of that name on the server. Create it, or mend --database-url.");
        }
        if (sql == null || state.startsWith("08") || state.isEmpty() || state.equals("null")) {
            return new StartRefusedException(
                    "database_unreachable",
                    "The database does not answer: " + firstLine(failed) + ". Start it, or mend --database-url.");
        }
        return new StartRefusedException(
                "database_unusable", "The database cannot be used: " + firstLine(failed) + ".");
    }

    private static @Nullable SQLException sqlIn(Throwable failure) {
        SQLException last = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                last = sql;
            }
        }
        return last;
    }

    private static String firstLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }
}
