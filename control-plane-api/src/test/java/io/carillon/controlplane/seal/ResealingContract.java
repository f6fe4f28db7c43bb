package io.carillon.controlplane.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.backplane.seal.MasterKey;
import io.carillon.backplane.seal.SealBrokenException;
import io.carillon.backplane.seal.Vault;
import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.Migrations;
import io.carillon.controlplane.seal.Resealing.Outcome;
import io.carillon.protocol.signature.Secret;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets come under another master key, in either database. */
abstract class ResealingContract {

    private static final SealedColumn KEYS =
            new SealedColumn("keys", "app_keys", "app_key", "sealed_secret", "key:", "app_id");

    private static final String OLD = MasterKey.generate(new SecureRandom());
    private static final String NEW = MasterKey.generate(new SecureRandom());
    private static final Vault UNDER_OLD = Vault.of(OLD);
    private static final Vault UNDER_NEW = Vault.of(NEW);
    private static final Vault UNDER_BOTH = Vault.of(NEW + "," + OLD);

    private Connection database;

    abstract DatabaseSettings fresh();

    @BeforeEach
    void an_app_with_many_keys() throws SQLException {
        DatabaseSettings settings = fresh();
        Migrations.run(settings);
        var password = settings.password();
        database =
                DriverManager.getConnection(settings.url(), settings.user(), password == null ? "" : password.reveal());
        tell("insert into organisations (id, name, created_at) values ('org', 'Shop', current_timestamp)");
        app("1");
        app("2");
        for (int i = 0; i < 450; i++) {
            key("k" + i, "1", UNDER_OLD);
        }
        key("mine", "2", UNDER_NEW);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void all_of_them_open_with_the_new_key_alone_and_only_apps_that_have_some_are_changed() throws SQLException {
        Outcome outcome = new Resealing(database, UNDER_BOTH, InstantSource.system()).run(KEYS);

        assertThat(outcome).isEqualTo(new Outcome("keys", 450, 1, 0, List.of()));
        for (int i = 0; i < 450; i++) {
            assertThat(UNDER_NEW.open(sealed("k" + i), "key:k" + i)).isEqualTo(Secret.of("secret of k" + i));
        }
        assertThat(versionOf("1")).isGreaterThan(1);
        assertThat(versionOf("2")).isEqualTo(1);
    }

    @Test
    void to_do_it_again_changes_nothing() throws SQLException {
        new Resealing(database, UNDER_BOTH, InstantSource.system()).run(KEYS);
        long version = versionOf("1");

        Outcome again = new Resealing(database, UNDER_BOTH, InstantSource.system()).run(KEYS);

        assertThat(again).isEqualTo(new Outcome("keys", 0, 451, 0, List.of()));
        assertThat(versionOf("1")).isEqualTo(version);
    }

    @Test
    void what_no_given_key_opens_stays_as_it_is_and_is_counted() throws SQLException {
        Vault stranger = Vault.of(MasterKey.generate(new SecureRandom()));
        key("lost", "2", stranger);

        Outcome outcome = new Resealing(database, UNDER_BOTH, InstantSource.system()).run(KEYS);

        assertThat(outcome).isEqualTo(new Outcome("keys", 450, 1, 1, List.of("lost")));
        assertThat(stranger.open(sealed("lost"), "key:lost")).isEqualTo(Secret.of("secret of lost"));
        assertThatExceptionOfType(SealBrokenException.class)
                .isThrownBy(() -> UNDER_NEW.open(sealed("lost"), "key:lost"));
    }

    private void app(String id) throws SQLException {
        tell("insert into apps (id, organisation_id, name, settings, rules, created_at, updated_at) values ('" + id
                + "', 'org', 'Chat', '{}', '[]', current_timestamp, current_timestamp)");
    }

    private void key(String key, String app, Vault vault) throws SQLException {
        tell("insert into app_keys (app_key, app_id, name, sealed_secret, operations, channels, created_at, created_by)"
                + " values ('" + key + "', '" + app + "', 'Key', '"
                + vault.seal(Secret.of("secret of " + key), "key:" + key)
                + "', 'publish', '*', current_timestamp, 'Ann')");
    }

    private void tell(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
        if (!database.getAutoCommit()) {
            database.commit();
        }
    }

    private String sealed(String key) throws SQLException {
        return text("select sealed_secret from app_keys where app_key = ?", key);
    }

    private long versionOf(String app) throws SQLException {
        return Long.parseLong(text("select version from apps where id = ?", app));
    }

    private String text(String question, String id) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(question)) {
            statement.setString(1, id);
            try (ResultSet found = statement.executeQuery()) {
                assertThat(found.next()).isTrue();
                return found.getString(1);
            }
        }
    }
}
