package io.carillon.backplane.redis;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.seal.MasterKey;
import io.carillon.backplane.seal.Vault;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that share a Redis have the same master key, or are told before they do harm. */
final class RedisMasterKeyTest {

    private static final String OLD = MasterKey.generate(new SecureRandom());
    private static final String NEW = MasterKey.generate(new SecureRandom());
    private static final AppId SHOP = AppId.of("1");
    private static final AppId OTHER = AppId.of("2");

    private final RedisServer server = RedisServer.start();
    private final RedisSettings settings = RedisSettings.of(server.url()).withShards(4);
    private final List<RedisBackplane> open = new ArrayList<>();

    @AfterEach
    void end() {
        open.forEach(RedisBackplane::close);
        server.close();
    }

    @Test
    void a_process_with_another_master_key_is_refused_and_both_are_named() {
        connect(OLD);

        assertThatExceptionOfType(MasterKeyMismatchException.class)
                .isThrownBy(() -> connect(NEW))
                .withMessage(
                        "the cluster of Redis prefix carillon seals with master key %s, and this process was given %s",
                        idOf(OLD), idOf(NEW))
                .satisfies(refused -> {
                    assertThat(refused.theirs()).isEqualTo(idOf(OLD));
                    assertThat(refused.ours()).containsExactly(idOf(NEW));
                });
    }

    @Test
    void a_cluster_of_another_prefix_has_a_master_key_of_its_own() {
        connect(OLD);

        open.add(RedisBackplane.connect(settings.withPrefix("theirs"), Vault.of(NEW)));

        connect(OLD);
    }

    @Test
    void one_process_after_the_other_changes_to_a_new_master_key() {
        connect(OLD);
        connect(OLD + "," + NEW);
        connect(OLD);
        connect(NEW + "," + OLD);
        connect(OLD + "," + NEW);
        connect(NEW + "," + OLD);
        connect(NEW);

        assertThatThrownBy(() -> connect(OLD))
                .isInstanceOf(MasterKeyMismatchException.class)
                .hasMessageContaining("seals with master key " + idOf(NEW));
    }

    @Test
    void a_redis_that_came_back_empty_is_told_again() {
        done(connect(OLD).apps().put(app(SHOP, "Shop")));

        server.tell("FLUSHALL");

        until(
                "the key is there again",
                () -> server.tell("EXISTS", "{carillon-cluster}:master-key").equals(":1"));
        assertThatThrownBy(() -> connect(NEW)).isInstanceOf(MasterKeyMismatchException.class);
    }

    @Test
    void an_app_that_cannot_be_opened_fails_alone_and_is_found_once_it_is_sealed_anew() {
        RedisBackplane behind = connect(OLD);
        RedisBackplane ahead = connect(NEW + "," + OLD);
        App shop = app(SHOP, "Shop");
        App other = app(OTHER, "Other");
        done(behind.apps().put(shop));
        done(behind.apps().put(other));

        done(ahead.apps().put(app(SHOP, "Shop, with another secret")));

        until("it is told apart from one that is not there", () -> isUnreadable(behind));
        assertThatThrownBy(() -> done(behind.apps().byKey(AppKey.of("key-1"))))
                .isInstanceOf(BackplaneUnavailableException.class)
                .hasMessageContaining("sealed with master key " + idOf(NEW) + ", and given is " + idOf(OLD))
                .hasMessageNotContaining("secret of");
        assertThat(done(behind.apps().byId(OTHER))).contains(other);
        assertThat(behind.isHearing()).isTrue();

        done(behind.apps().put(shop));
        assertThat(done(behind.apps().byKey(AppKey.of("key-1")))).contains(shop);
    }

    @Test
    void an_app_of_a_form_that_is_not_known_here_fails_alone() {
        RedisBackplane backplane = connect(OLD);
        App other = app(OTHER, "Other");
        done(backplane.apps().put(other));
        server.tell("HSET", "{carillon-apps}:apps", "1", "9 from the future");

        assertThatThrownBy(() -> done(backplane.apps().byId(SHOP)))
                .isInstanceOf(BackplaneUnavailableException.class)
                .hasMessageContaining("a version that this process does not know");
        assertThat(done(backplane.apps().byId(OTHER))).contains(other);
    }

    private static boolean isUnreadable(RedisBackplane backplane) {
        try {
            done(backplane.apps().byId(SHOP));
            return false;
        } catch (BackplaneUnavailableException unreadable) {
            return true;
        }
    }

    private RedisBackplane connect(String keys) {
        RedisBackplane backplane = RedisBackplane.connect(settings, Vault.of(keys));
        open.add(backplane);
        return backplane;
    }

    private static String idOf(String key) {
        return MasterKey.of(key).id();
    }

    private static App app(AppId id, String name) {
        var pair = new KeyPair(AppKey.of("key-" + id), Secret.of("secret of " + name));
        return new App(id, name, true, List.of(pair), List.of(), AppLimits.DEFAULTS, AppOptions.DEFAULTS);
    }
}
