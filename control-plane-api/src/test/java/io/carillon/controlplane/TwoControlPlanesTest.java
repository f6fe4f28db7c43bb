package io.carillon.controlplane;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.Revocations;
import io.carillon.backplane.redis.RedisBackplane;
import io.carillon.backplane.redis.RedisServer;
import io.carillon.backplane.redis.RedisSettings;
import io.carillon.backplane.seal.MasterKey;
import io.carillon.backplane.seal.TestVault;
import io.carillon.backplane.seal.Vault;
import io.carillon.controlplane.app.DemoApp;
import io.carillon.controlplane.app.FirstAppWish;
import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.Migrations;
import io.carillon.controlplane.database.PostgresServer;
import io.carillon.controlplane.database.PostgresServer.Database;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.UserId;
import io.carillon.protocol.signature.Secret;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two control planes over one PostgreSQL and one Redis are one. */
final class TwoControlPlanesTest {

    private static final AppId SHOP = AppId.of("4711");
    private static final FirstAppWish FIRST = new FirstAppWish(
            DemoApp.TOLERATED,
            SHOP,
            AppKey.of("shop-key"),
            Secret.of("shop-secret"),
            Secret.of("shop-token"),
            null,
            null,
            null,
            null,
            null);
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9]+)\"");

    private final RedisServer redis = RedisServer.start();
    private final Database database = PostgresServer.shared().freshDatabase();

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void an_app_that_is_made_through_one_is_served_by_the_other() {
        try (ApiServer one = start(FirstAppWish.NONE);
                ApiServer other = start(FirstAppWish.NONE)) {
            one.part(Organisations.class)
                    .save(Organisation.of("org_shop", "Shop", one.clock().instant()));

            String id = idIn(Management.as(one, "org_shop:developer").post("/apps", "{\"name\":\"Chat\"}"));

            assertThat(Management.as(other, "org_shop:viewer")
                            .get("/apps/" + id)
                            .body())
                    .contains("\"name\":\"Chat\"");
            until(
                    "the other knows it",
                    () -> done(other.backplane().apps().byId(AppId.of(id))).isPresent());

            Management.as(other, "org_shop:admin").delete("/apps/" + id);
            until(
                    "the first knows that it is gone",
                    () -> done(one.backplane().apps().byId(AppId.of(id))).isEmpty());
        }
    }

    @Test
    void what_is_revoked_through_one_is_in_force_on_the_other_beside_ten_thousand_others() throws SQLException {
        try (ApiServer one = start(FirstAppWish.NONE);
                ApiServer other = start(FirstAppWish.NONE)) {
            one.part(Organisations.class)
                    .save(Organisation.of("org_shop", "Shop", one.clock().instant()));
            Management developer = Management.as(one, "org_shop:developer");
            String id = idIn(developer.post("/apps", "{\"name\":\"Chat\"}"));
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "insert into app_revocations (id, app_id, kind, subject, blocks, before_at, until_at, created_at, created_by)"
                                + " select 'rev_' || n, '" + id
                                + "', 'user', 'user-' || n, false, timestamptz '2026-03-01 12:00:00.123Z',"
                                + " timestamptz '2026-03-02 12:00:30.123Z', timestamptz '2026-03-01 12:00:00.123Z', ''"
                                + " from generate_series(100001, 109999) as n");
            }

            developer.post("/apps/" + id + "/revocations", "{\"user\":\"7\"}").is(201);

            until(
                    "the other knows all of them",
                    () -> revocations(other, id).all().size() == 10_000);
            assertThat(revocations(other, id)
                            .ofUser(
                                    UserId.of("7"),
                                    one.clock().instant().minusSeconds(1),
                                    one.clock().instant()))
                    .isNotNull();
        }
    }

    private static Revocations revocations(ApiServer server, String app) {
        return done(server.backplane().apps().byId(AppId.of(app))).orElseThrow().revocations();
    }

    @Test
    void two_that_begin_at_once_with_an_empty_database_keep_one_first_app() throws Exception {
        Migrations.run(settings());
        var barrier = new CyclicBarrier(2);
        List<CompletableFuture<ApiServer>> starting = Stream.of(1, 2)
                .map(process -> CompletableFuture.supplyAsync(() -> {
                    await(barrier);
                    return start(FIRST);
                }))
                .toList();

        for (CompletableFuture<ApiServer> started : starting) {
            assertThat(done(started.join().backplane().apps().byId(SHOP))).isPresent();
        }
        assertThat(count("apps")).isEqualTo(1);
        assertThat(count("app_keys")).isEqualTo(1);
        assertThat(count("app_tokens")).isEqualTo(1);
        starting.forEach(started -> started.join().close());
    }

    @Test
    void an_app_that_nobody_can_open_in_redis_any_more_is_sealed_anew_when_one_begins() {
        String old = MasterKey.generate(new SecureRandom());
        String now = MasterKey.generate(new SecureRandom());
        start(FIRST, Vault.of(old)).close();
        connect(Vault.of(now + "," + old)).close();

        try (ApiServer server = start(FIRST, Vault.of(now))) {
            assertThat(done(server.backplane().apps().byKey(AppKey.of("shop-key"))))
                    .isPresent();
        }
    }

    private ApiServer start(FirstAppWish wish) {
        return start(wish, TestVault.VAULT);
    }

    private ApiServer start(FirstAppWish wish, Vault vault) {
        return ApiServer.over(connect(vault), settings(), wish);
    }

    private RedisBackplane connect(Vault vault) {
        return RedisBackplane.connect(RedisSettings.of(redis.url()).withShards(4), vault);
    }

    private DatabaseSettings settings() {
        return DatabaseSettings.postgresql(database.url(), database.user(), Secret.of(database.password()));
    }

    private int count(String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT count(*) FROM " + table)) {
            assertThat(answer.next()).isTrue();
            return answer.getInt(1);
        }
    }

    private static String idIn(Reply made) {
        Matcher matcher = ID.matcher(made.body());
        assertThat(matcher.find()).as(made.toString()).isTrue();
        return matcher.group(1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
