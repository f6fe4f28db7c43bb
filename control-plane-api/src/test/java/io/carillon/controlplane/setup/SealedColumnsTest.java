package io.carillon.controlplane.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedColumnsTest {

    @Test
    void no_column_of_sealed_secrets_is_forgotten_when_the_master_key_is_replaced() throws SQLException {
        var database = DatabaseSettings.inMemory("sealed-columns");
        Migrations.run(database);

        List<String> inTables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), "");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select table_name, column_name from information_schema.columns where column_name like 'sealed%'")) {
            while (found.next()) {
                inTables.add(found.getString(1) + "." + found.getString(2));
            }
        }

        assertThat(inTables).isNotEmpty();
        assertThat(Reseal.columns())
                .extracting(column -> column.table() + "." + column.column())
                .containsExactlyInAnyOrderElementsOf(inTables);
    }
}
