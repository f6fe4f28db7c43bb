package io.carillon.controlplane.database;

import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is. Prints without the password.
 *
 * @param url of JDBC
 * @param password null if none is needed
 */
public record DatabaseSettings(
        String url, String user, @Nullable Secret password) {

    /** Name of the embedded database's file, without what the engine adds. */
    private static final String FILE = "carillon";

    // What makes the embedded engine take and sort like PostgreSQL. It is closed by us, when nothing uses it any more.
    private static final String LIKE_POSTGRESQL =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";
    private static final Pattern POSTGRESQL = Pattern.compile("(jdbc:)?(postgresql|postgres)://(?<rest>[^@]+)");
    private static final int CONNECTIONS = 8;

    /** The embedded database in a folder that is there. */
    public static DatabaseSettings embedded(Path folder) {
        return new DatabaseSettings(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve(FILE) + LIKE_POSTGRESQL, "carillon", null);
    }

    /** The embedded database's file in a folder; there may be none. */
    public static Path fileIn(Path folder) {
        return folder.resolve(FILE + ".mv.db");
    }

    /** An embedded database that lives as long as the process, for tests. */
    public static DatabaseSettings inMemory(String name) {
        return new DatabaseSettings("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1" + LIKE_POSTGRESQL, "carillon", null);
    }

    /**
     * PostgreSQL.
     *
     * @param url {@code postgresql://HOST[:PORT]/NAME[?PARAMETERS]}, with or without {@code jdbc:} in front
     * @throws InvalidValueException {@code database_url_invalid}; the message does not repeat the URL
     */
    public static DatabaseSettings postgresql(String url, String user, @Nullable Secret password) {
        var matcher = POSTGRESQL.matcher(url);
        if (!matcher.matches() || matcher.group("rest").indexOf('/') < 1) {
            throw new InvalidValueException(
                    "database_url_invalid",
                    "The database URL must look like postgresql://HOST:PORT/NAME. User and password are not part of it: they have"
                            + " settings of their own.");
        }
        return new DatabaseSettings("jdbc:postgresql://" + matcher.group("rest"), user, password);
    }

    /** Whether it is one file that one process has open. */
    public boolean isEmbedded() {
        return url.startsWith("jdbc:h2:");
    }

    /** As the framework takes it. */
    public Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        properties.put("datasources.default.url", url);
        properties.put("datasources.default.username", user);
        properties.put("datasources.default.password", password == null ? "" : password.reveal());
        properties.put(
                "datasources.default.driver-class-name", isEmbedded() ? "org.h2.Driver" : "org.postgresql.Driver");
        properties.put("datasources.default.dialect", "POSTGRES");
        properties.put("datasources.default.schema-generate", "NONE");
        properties.put("datasources.default.maximum-pool-size", CONNECTIONS);
        properties.put("datasources.default.minimum-idle", 1);
        properties.put("datasources.default.connection-timeout", 5_000);
        // Else the pool would not start while the database is away, and say so in its own words.
        properties.put("datasources.default.initialization-fail-timeout", -1);
        return properties;
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + (isEmbedded() ? "embedded" : "PostgreSQL") + "]";
    }
}
