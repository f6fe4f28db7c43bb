package io.carillon.backplane.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.signature.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a Redis is named. */
final class RedisSettingsTest {

    @Test
    void a_url_says_where_who_and_which_database() {
        RedisSettings settings = RedisSettings.of("rediss://ann:s3cret@redis.example.com:6380/2");

        assertThat(settings.servers()).isEqualTo(new RedisServers.Single("rediss://redis.example.com:6380", 2));
        assertThat(settings.user()).isEqualTo("ann");
        assertThat(settings.password()).isEqualTo(Secret.of("s3cret"));
        assertThat(settings.prefix()).isEqualTo("carillon");
        assertThat(settings.shards()).isEqualTo(64);
    }

    @Test
    void what_a_url_leaves_out_is_redis_default() {
        RedisSettings settings = RedisSettings.of("redis://localhost");

        assertThat(settings.servers()).isEqualTo(new RedisServers.Single("redis://localhost:6379", 0));
        assertThat(settings.user()).isNull();
        assertThat(settings.password()).isNull();
    }

    @Test
    void a_password_without_a_user_is_the_default_users() {
        RedisSettings settings = RedisSettings.of("redis://:s3cret@localhost");

        assertThat(settings.user()).isNull();
        assertThat(settings.password()).isEqualTo(Secret.of("s3cret"));
    }

    @Test
    void settings_print_without_the_password() {
        assertThat(RedisSettings.of("redis://ann:s3cret@localhost")).asString().doesNotContain("s3cret");
    }

    @Test
    void addresses_that_hold_a_password_are_refused_without_being_repeated() {
        assertThatThrownBy(() -> new RedisServers.Cluster(List.of("redis://:s3cret@localhost:6379")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> new RedisServers.Sentinel("main", List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_redis_url_is_refused_without_being_repeated() {
        for (String wrong : List.of("http://:s3cret@localhost", "redis://:s3cret@", "s3cret", "redis://a:s3cret @b")) {
            assertThatThrownBy(() -> RedisSettings.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("redis://user:password@host:port/database")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void sentinels_and_cluster_nodes_are_several_urls_with_one_login() {
        RedisSettings watched =
                RedisSettings.ofSentinels("main", List.of("redis://ann:s3cret@one:26379/2", "redis://two:26380/2"));
        RedisSettings cluster = RedisSettings.ofCluster(List.of("rediss://one", "rediss://:s3cret@two:7001"));

        assertThat(watched.servers())
                .isEqualTo(new RedisServers.Sentinel("main", List.of("redis://one:26379", "redis://two:26380"), 2));
        assertThat(watched.user()).isEqualTo("ann");
        assertThat(watched.password()).isEqualTo(Secret.of("s3cret"));
        assertThat(cluster.servers())
                .isEqualTo(new RedisServers.Cluster(List.of("rediss://one:6379", "rediss://two:7001")));
        assertThat(cluster.password()).isEqualTo(Secret.of("s3cret"));
    }

    @Test
    void urls_that_contradict_each_other_are_refused() {
        for (List<String> contradictory : List.of(
                List.of("redis://one", "rediss://two"),
                List.of("redis://:s3cret@one", "redis://:s3cret2@two"),
                List.of("redis://one/1", "redis://two/2"))) {
            assertThatThrownBy(() -> RedisSettings.ofSentinels("main", contradictory))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("s3cret");
        }
        assertThatThrownBy(() -> RedisSettings.ofCluster(List.of("redis://one/1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a Redis URL names a database, and a Redis Cluster has only number 0");
    }

    @Test
    void what_could_not_have_an_effect_is_refused() {
        assertThatThrownBy(() -> RedisSettings.of("redis://localhost").withAuthority(Path.of("ca.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rediss://");
        assertThatThrownBy(() -> RedisSettings.of("redis://localhost").withUser("ann", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no password");
    }

    @Test
    void a_prefix_that_would_change_the_hash_tag_is_refused() {
        assertThatThrownBy(() -> RedisSettings.of("redis://localhost").withPrefix("{a}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RedisSettings.of("redis://localhost").withPrefix(""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void there_is_at_least_one_shard() {
        assertThatThrownBy(() -> RedisSettings.of("redis://localhost").withShards(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
