package io.carillon.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.controlplane.database.PostgresServer.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What tests on PostgreSQL stand on. */
class PostgresServerTest {

    private static final String TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";

    @Test
    void each_database_is_empty_and_apart_from_the_others() throws SQLException {
        Database one = PostgresServer.shared().freshDatabase();
        Database other = PostgresServer.shared().freshDatabase();

        tell(one, "CREATE TABLE app (id text)");

        assertThat(number(one, TABLES)).isEqualTo(1);
        assertThat(number(other, TABLES)).isZero();
    }

    @Test
    void it_is_the_version_that_debian_has_or_a_later_one() throws SQLException {
        assertThat(number(PostgresServer.shared().freshDatabase(), "SHOW server_version_num"))
                .isGreaterThanOrEqualTo(150_000);
    }

    @Test
    void nobody_comes_in_without_its_password() {
        Database database = PostgresServer.shared().freshDatabase();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> new Database(database.url(), database.user(), "guessed").connect())
                .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void one_that_is_killed_comes_back_with_what_it_had() throws SQLException {
        try (PostgresServer server = PostgresServer.start()) {
            Database database = server.freshDatabase();
            tell(database, "CREATE TABLE app (id text)");

            server.kill();
            assertThatExceptionOfType(SQLException.class).isThrownBy(database::connect);
            server.startAgain();

            assertThat(number(database, TABLES)).isEqualTo(1);
        }
    }

    private static void tell(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            assertThat(answer.next()).isTrue();
            return answer.getInt(1);
        }
    }
}
