package io.carillon.controlplane.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An embedded database in memory, which is there for as long as this is open and leaves nothing. */
public final class MemoryDatabase implements AutoCloseable {

    private static final String DRIVER = "org.h2.Driver";

    private final DatabaseSettings settings;
    private final Connection first;

    private MemoryDatabase(DatabaseSettings settings, Connection first) {
        this.settings = settings;
        this.first = first;
    }

    /** An empty one, apart from all others of this process. */
    public static MemoryDatabase open() {
        DatabaseSettings settings = DatabaseSettings.inMemory(Ids.of("db"));
        try {
            // What lists the drivers has looked for them already, in the program that this one may be a part of.
            Class.forName(DRIVER);
            return new MemoryDatabase(settings, DriverManager.getConnection(settings.url(), settings.user(), ""));
        } catch (SQLException | ClassNotFoundException failed) {
            throw new IllegalStateException("a database in memory can be opened", failed);
        }
    }

    /** Where it is. */
    public DatabaseSettings settings() {
        return settings;
    }

    /** Forgets everything in it. */
    @Override
    public void close() {
        try (first;
                var statement = first.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException failed) {
            throw new IllegalStateException("a database in memory can be closed", failed);
        }
    }
}
