package io.carillon.controlplane.database;

import io.carillon.process.refusal.StartRefusedException;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
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
        var password = database.password();
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(database.url(), database.user(), password == null ? "" : password.reveal())
                    .locations("classpath:io/carillon/controlplane/database")
                    .table("schema_history")
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayValidateException notOurs) {
            throw new StartRefusedException(
                    "database_not_ours",
                    "The tables in the database were made by another version of Carillon than this one can work with. Start that version"
                            + " or a newer one, or name another database.");
        } catch (FlywayException failed) {
            throw refused(failed);
        }
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
