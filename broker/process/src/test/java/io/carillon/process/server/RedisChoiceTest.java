package io.carillon.process.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.backplane.redis.RedisServers;
import io.carillon.backplane.redis.RedisSettings;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.SettingsReader;
import io.carillon.protocol.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Redis is meant. */
class RedisChoiceTest {

    private static final String URL = "CARILLON_REDIS_URL";

    @TempDir
    Path folder;

    @Test
    void the_whole_platform_in_one_process_needs_none() {
        assertThat(choice(Role.ALL_IN_ONE, Map.of()).isMemory()).isTrue();
    }

    @Test
    void a_process_that_is_a_part_needs_one() {
        assertRefused(
                Role.BROKER,
                Map.of(),
                "redis_required",
                "A broker meets the others in Redis, and no Redis is named. Set --redis-url or CARILLON_REDIS_URL, for example"
                        + " to redis://127.0.0.1:6379. For a whole platform in one process, which needs no Redis, there is"
                        + " 'deploy/run'.");
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> choice(Role.CONTROL_PLANE, Map.of()))
                .withMessageStartingWith("A control plane meets the others in Redis");
    }

    @Test
    void a_block_in_the_file_says_it_all() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        Path config = Files.writeString(folder.resolve("carillon.yml"), """
                redis:
                  url: rediss://redis.example.com:6380/2
                  user: carillon
                  password-file: %s
                  prefix: ours
                  ca: ca.pem
                shards: 16
                """.formatted(password));

        RedisSettings settings = choice(Role.BROKER, Map.of("CARILLON_CONFIG", config.toString()))
                .settings();

        assertThat(settings)
                .isEqualTo(new RedisSettings(
                        new RedisServers.Single("rediss://redis.example.com:6380", 2),
                        "carillon",
                        Secret.of("s3cret"),
                        "ours",
                        16,
                        Path.of("ca.pem")));
    }

    @Test
    void several_urls_are_those_of_sentinels_or_of_a_cluster() {
        String two = "redis://one:26379, redis://two:26379";

        assertThat(choice(Role.BROKER, Map.of(URL, two, "CARILLON_REDIS_SENTINEL_MASTER", "main"))
                        .settings()
                        .servers())
                .isEqualTo(new RedisServers.Sentinel("main", List.of("redis://one:26379", "redis://two:26379"), 0));
        assertThat(choice(Role.BROKER, Map.of(URL, two, "CARILLON_REDIS_CLUSTER", "true"))
                        .settings()
                        .servers())
                .isEqualTo(new RedisServers.Cluster(List.of("redis://one:26379", "redis://two:26379")));
        assertRefused(
                Role.BROKER,
                Map.of(URL, two),
                "redis_settings_invalid",
                "--redis-url holds 2 URLs, and it is not said of what. Add --redis-cluster if they are nodes of a Redis"
                        + " Cluster, or --redis-sentinel-master NAME if they are sentinels; otherwise name one server.");
    }

    @Test
    void a_cluster_has_no_sentinels() {
        assertRefused(
                Role.BROKER,
                Map.of(URL, "redis://one", "CARILLON_REDIS_CLUSTER", "true", "CARILLON_REDIS_SENTINEL_MASTER", "main"),
                "redis_settings_invalid",
                "--redis-cluster and --redis-sentinel-master are both set, but a Redis Cluster has no sentinels. Leave out"
                        + " the one that is not so.");
    }

    @Test
    void an_authority_is_for_tls() {
        assertRefused(
                Role.BROKER,
                Map.of(URL, "redis://one", "CARILLON_REDIS_CA", "ca.pem"),
                "redis_settings_invalid",
                "There is a certificate authority for Redis, but its address begins with redis://, which has no TLS; write"
                        + " rediss://, or leave the authority out.");
    }

    @Test
    void a_password_is_given_once_and_never_repeated() throws IOException {
        String file =
                Files.writeString(folder.resolve("password"), "hidden-word").toString();
        String twice = "The password of Redis is set twice, by ";

        assertRefused(
                Role.BROKER,
                Map.of(URL, "redis://:hidden-word@one", "CARILLON_REDIS_PASSWORD", "hidden-word"),
                "redis_settings_invalid",
                twice + "--redis-password and by the URL. Leave one out.");
        assertRefused(
                Role.BROKER,
                Map.of(URL, "redis://:hidden-word@one", "CARILLON_REDIS_PASSWORD_FILE", file),
                "redis_settings_invalid",
                twice + "--redis-password-file and by the URL. Leave one out.");
        assertRefused(
                Role.BROKER,
                Map.of(
                        URL,
                        "redis://one",
                        "CARILLON_REDIS_PASSWORD",
                        "hidden-word",
                        "CARILLON_REDIS_PASSWORD_FILE",
                        file),
                "redis_settings_invalid",
                twice + "--redis-password and by --redis-password-file. Leave one out.");
    }

    @Test
    void a_password_file_that_cannot_be_read_is_named() {
        Path missing = folder.resolve("missing");

        assertRefused(
                Role.BROKER,
                Map.of(URL, "redis://one", "CARILLON_REDIS_PASSWORD_FILE", missing.toString()),
                "redis_settings_invalid",
                "The file " + missing
                        + " of --redis-password-file cannot be read (NoSuchFileException). Make it a text file"
                        + " which this user may read, with the password of Redis and nothing else.");
    }

    @Test
    void a_detail_without_a_url_is_a_url_forgotten() {
        assertRefused(
                Role.ALL_IN_ONE,
                Map.of("CARILLON_REDIS_PASSWORD", "hidden-word"),
                "redis_settings_invalid",
                "CARILLON_REDIS_PASSWORD is set, but no Redis is named. Set --redis-url as well, or leave it out.");
    }

    @Test
    void shards_are_at_least_one() {
        assertRefused(
                Role.BROKER,
                Map.of(URL, "redis://one", "CARILLON_SHARDS", "0"),
                "redis_settings_invalid",
                "The number of Redis shards is 1 to 1024, not 0; 64 fits most.");
    }

    private RedisChoice choice(Role role, Map<String, String> environment) {
        Map<Setting, String> flags = environment.containsKey("CARILLON_CONFIG") ? Map.of() : elsewhere();
        return RedisChoice.of(new SettingsReader(role, environment).read(flags));
    }

    /** No file of whoever runs the tests has a say. */
    private Map<Setting, String> elsewhere() {
        Path empty = folder.resolve("empty.yml");
        try {
            Files.writeString(empty, "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Map.of(Setting.CONFIG, empty.toString());
    }

    private void assertRefused(Role role, Map<String, String> environment, String code, String message) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> choice(role, environment))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .withMessage(message);
    }
}
