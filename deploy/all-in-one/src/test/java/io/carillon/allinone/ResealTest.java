package io.carillon.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.redis.RedisBackplane;
import io.carillon.backplane.redis.RedisServer;
import io.carillon.backplane.redis.RedisSettings;
import io.carillon.backplane.seal.MasterKey;
import io.carillon.backplane.seal.Vault;
import io.carillon.controlplane.database.PostgresServer;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master key is replaced, and nothing is lost. */
class ResealTest {

    private static final String[] DEV = {"dev", "--json", "--no-open", "--port", "0", "--management-port", "0"};

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String old = MasterKey.generate(new SecureRandom());
    private final String fresh = MasterKey.generate(new SecureRandom());

    @TempDir
    Path folder;

    @Test
    void the_embedded_database_is_resealed_while_no_server_has_it_and_opens_with_the_new_key_alone() throws Exception {
        Map<String, String> first;
        try (var carillon = start(Map.of("CARILLON_MASTER_KEY", old), DEV)) {
            first = carillon.announcement();

            try (var early = start(both(), "reseal")) {
                assertThat(early.exitStatus()).isEqualTo(1);
                assertThat(early.errors()).contains("(database_in_use)");
            }
            stop(carillon);
        }

        try (var reseal = start(both(), "reseal", "--json")) {
            assertThat(reseal.output())
                    .startsWith(
                            "{\"master_key\":\"" + MasterKey.of(fresh).id()
                                    + "\",\"keys_resealed\":1,\"keys_already\":0,\"keys_broken\":0,\"shown_tokens_resealed\":1,");
            assertThat(reseal.exitStatus()).isZero();
        }
        try (var again = start(both(), "reseal")) {
            assertThat(again.output())
                    .containsPattern("keys +0 +1 +0\n")
                    .contains("Everything is sealed with master key ");
            assertThat(again.exitStatus()).isZero();
        }

        try (var carillon = start(Map.of("CARILLON_MASTER_KEY", fresh), DEV)) {
            assertThat(carillon.announcement())
                    .containsEntry("app_secret", first.get("app_secret"))
                    .containsEntry("token", first.get("token"));
            stop(carillon);
        }
        try (var carillon = start(Map.of("CARILLON_MASTER_KEY", old), DEV)) {
            assertThat(carillon.exitStatus()).isEqualTo(1);
            assertThat(carillon.errors()).contains("(master_key_wrong)");
        }
    }

    @Test
    void what_the_given_keys_do_not_open_is_told_and_stays_as_it_is() throws Exception {
        try (var carillon = start(Map.of("CARILLON_MASTER_KEY", old), DEV)) {
            carillon.announcement();
            stop(carillon);
        }

        try (var reseal = start(Map.of("CARILLON_MASTER_KEY", fresh), "reseal")) {
            assertThat(reseal.exitStatus()).isEqualTo(1);
            assertThat(reseal.errors())
                    .startsWith("carillon: No given master key opens 1 keys (")
                    .endsWith("(reseal_incomplete)\n");
        }
        try (var carillon = start(Map.of("CARILLON_MASTER_KEY", old), DEV)) {
            assertThat(carillon.announcement()).containsKey("app_secret");
        }
    }

    @Test
    void nothing_is_made_where_nothing_is() throws Exception {
        try (var reseal = start(both(), "reseal")) {
            assertThat(reseal.exitStatus()).isEqualTo(1);
            assertThat(reseal.errors()).contains("(database_absent)");
        }
        try (var reseal = start(Map.of(), "reseal")) {
            assertThat(reseal.exitStatus()).isEqualTo(1);
            assertThat(reseal.errors()).contains("(master_key_required)");
        }
        assertThat(folder.resolve("carillon-data")).doesNotExist();
    }

    @Test
    void what_stands_in_redis_comes_under_the_new_key_when_the_server_starts_after_it() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            Map<String, String> first;
            try (var carillon = start(with(Map.of("CARILLON_MASTER_KEY", old), redis), DEV)) {
                first = carillon.announcement();
                stop(carillon);
            }
            try (var reseal = start(with(both(), redis), "reseal")) {
                assertThat(reseal.exitStatus()).as(reseal.errors()).isZero();
            }

            try (var carillon = start(with(both(), redis), DEV)) {
                carillon.announcement();
                assertThat(opensInRedis(redis, first)).isTrue();
                stop(carillon);
            }
            try (var carillon = start(with(Map.of("CARILLON_MASTER_KEY", fresh), redis), DEV)) {
                publishes(carillon.announcement());
            }
        }
    }

    @Test
    void servers_that_share_a_database_run_on_and_bring_what_was_resealed_to_redis() throws Exception {
        Map<String, String> database = PostgresServer.shared().freshDatabase().environment();
        try (RedisServer redis = RedisServer.start()) {
            Map<String, String> first;
            try (var carillon = start(with(Map.of("CARILLON_MASTER_KEY", old), database, redis), DEV)) {
                first = carillon.announcement();
                stop(carillon);
            }
            try (var carillon = start(with(both(), database, redis), DEV)) {
                Map<String, String> told = carillon.announcement();
                assertThat(opensInRedis(redis, first)).isFalse();

                try (var reseal = start(with(both(), database, redis), "reseal")) {
                    assertThat(reseal.exitStatus()).as(reseal.errors()).isZero();
                }

                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (!opensInRedis(redis, first) && System.nanoTime() < deadline) {
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
                assertThat(opensInRedis(redis, first)).isTrue();
                publishes(told);
                stop(carillon);
            }
            try (var carillon = start(with(Map.of("CARILLON_MASTER_KEY", fresh), database, redis), DEV)) {
                publishes(carillon.announcement());
            }
        }
    }

    /** Whether the app can be read there by who has the new key alone. */
    private boolean opensInRedis(RedisServer redis, Map<String, String> told) {
        try (var backplane = RedisBackplane.connect(RedisSettings.of(redis.url()), Vault.of(fresh))) {
            var app = backplane
                    .apps()
                    .byId(AppId.of(told.getOrDefault("app_id", "")))
                    .toCompletableFuture()
                    .join();
            assertThat(app.orElseThrow().secretOf(AppKey.of(told.getOrDefault("app_key", ""))))
                    .isEqualTo(Secret.of(told.getOrDefault("app_secret", "")));
            return true;
        } catch (CompletionException unreadable) {
            return false;
        }
    }

    private static void publishes(Map<String, String> told) throws IOException, InterruptedException {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(told.get("http_api_url") + "/events"))
                                .header("Authorization", "Bearer " + told.get("token"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"name\":\"n\",\"channel\":\"c\",\"data\":\"x\"}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Map<String, String> both() {
        return Map.of("CARILLON_MASTER_KEY", fresh + "," + old);
    }

    private static Map<String, String> with(Map<String, String> environment, RedisServer redis) {
        var all = new HashMap<>(environment);
        all.put("CARILLON_REDIS_URL", redis.url());
        return all;
    }

    private static Map<String, String> with(
            Map<String, String> environment, Map<String, String> database, RedisServer redis) {
        var all = new HashMap<>(with(environment, redis));
        all.putAll(database);
        return all;
    }

    private CarillonProcess start(Map<String, String> environment, String... words) throws IOException {
        return CarillonProcess.start(folder, environment, words);
    }

    private static void stop(CarillonProcess carillon) throws InterruptedException {
        carillon.terminate();
        assertThat(carillon.exitStatus()).isEqualTo(143);
    }
}
