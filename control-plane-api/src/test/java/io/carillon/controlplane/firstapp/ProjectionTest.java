package io.carillon.controlplane.firstapp;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.backplane.App;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.backplane.redis.RedisBackplane;
import io.carillon.backplane.redis.RedisServer;
import io.carillon.backplane.redis.RedisSettings;
import io.carillon.backplane.seal.TestVault;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    private static final App APP = app("1", "key");

    @Test
    void the_app_is_there_when_it_returns() {
        Backplane backplane = new MemoryBackplane();

        try (Projection projection = Projection.of(APP, backplane.apps())) {
            assertThat(projection).isNotNull();
            assertThat(done(backplane.apps().byId(APP.id()))).contains(APP);
        }
    }

    @Test
    void an_app_with_the_key_of_another_is_refused() {
        Backplane backplane = new MemoryBackplane();
        done(backplane.apps().put(APP));

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> Projection.of(app("2", "key"), backplane.apps()))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("first_app_refused"))
                .withMessage(
                        "The first app cannot be set up: key key belongs to app 1 and cannot be a key of app 2 as well."
                                + " Give it an id and a key that no other app has, or try again if Redis was away.");
    }

    @Test
    void when_redis_has_come_back_empty_the_app_is_put_again() {
        try (RedisServer redis = RedisServer.start();
                RedisBackplane ours = connect(redis);
                Projection projection = Projection.of(APP, ours.apps())) {
            assertThat(projection).isNotNull();

            redis.kill();
            redis.startAgain();

            // A process that has never seen the app, so that nothing it answers was remembered.
            try (RedisBackplane stranger = connect(redis)) {
                until("the app is there again", () -> find(stranger).equals(Optional.of(APP)));
            }
        }
    }

    @Test
    void what_ends_puts_nothing_more() {
        try (RedisServer redis = RedisServer.start();
                RedisBackplane ours = connect(redis)) {
            Projection.of(APP, ours.apps()).close();
            App other = app("2", "other");
            try (Projection projection = Projection.of(other, ours.apps())) {
                assertThat(projection).isNotNull();
                redis.tell("FLUSHALL");

                try (RedisBackplane stranger = connect(redis)) {
                    until(
                            "the other app is there again",
                            () -> done(stranger.apps().byId(other.id())).isPresent());
                    assertThat(find(stranger)).isEmpty();
                }
            }
        }
    }

    private static Optional<App> find(Backplane backplane) {
        try {
            return done(backplane.apps().byId(APP.id()));
        } catch (BackplaneUnavailableException notYet) {
            return Optional.empty();
        }
    }

    private static RedisBackplane connect(RedisServer redis) {
        return RedisBackplane.connect(RedisSettings.of(redis.url()).withShards(4), TestVault.VAULT);
    }

    private static App app(String id, String key) {
        return new FirstApp(AppId.of(id), AppKey.of(key), Secret.of("secret"), Secret.of("token"))
                .toApp(Duration.ofSeconds(120), 10, 100);
    }
}
