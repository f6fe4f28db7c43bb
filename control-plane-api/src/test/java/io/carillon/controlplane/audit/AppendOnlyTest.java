package io.carillon.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.Migrations;
import io.carillon.controlplane.database.PostgresServer;
import io.carillon.protocol.signature.Secret;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was noted stays noted. */
class AppendOnlyTest {

    @Test
    void the_program_has_no_way_to_change_a_line_or_take_one_out() {
        assertThat(Arrays.stream(AuditEntries.class.getMethods()).map(Method::getName))
                .containsExactly("save");
        assertThat(Arrays.stream(AuditLog.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName))
                .containsExactlyInAnyOrder("done", "refused", "refusedToOutsider");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit_log set outcome = 'done'", "delete from audit_log", "truncate audit_log"})
    void neither_has_whoever_gets_at_its_postgresql(String statement) throws SQLException {
        PostgresServer.Database database = PostgresServer.shared().freshDatabase();
        Migrations.run(DatabaseSettings.postgresql(database.url(), database.user(), Secret.of(database.password())));
        try (Connection connection = database.connect();
                Statement statements = connection.createStatement()) {
            statements.execute("""
                    insert into audit_log (happened_at, actor_kind, actor_id, actor_name, via, address, action, subject, outcome, changes)
                    values (now(), 'token', 't', 'T', 'api', '', 'app.change', 'app 1', 'refused', '{}')""");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statements.execute(statement))
                    .withMessageContaining("neither changed nor taken out");

            ResultSet lines = statements.executeQuery("select count(*) from audit_log where outcome = 'refused'");
            assertThat(lines.next()).isTrue();
            assertThat(lines.getInt(1)).isEqualTo(1);
        }
    }
}
