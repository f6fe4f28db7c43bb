package io.carillon.process.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.redis.RedisServer;
import io.carillon.backplane.seal.MasterKey;
import io.carillon.backplane.seal.Vault;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.process.settings.SettingsReader;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a process is told that the others do not let in. */
class BackplanesTest {

    private final Vault theirs = Vault.of(MasterKey.generate(new SecureRandom()));
    private final Vault ours = Vault.of(MasterKey.generate(new SecureRandom()));

    @Test
    void another_master_key_is_refused_at_the_start_with_both_ids_and_the_ways_out() {
        try (RedisServer redis = RedisServer.start();
                Backplane there = Backplanes.open(over(redis), theirs)) {
            assertThatExceptionOfType(StartRefusedException.class)
                    .isThrownBy(() -> Backplanes.open(over(redis), ours).close())
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo("master_key_mismatch"))
                    .withMessage(
                            "The cluster of Redis prefix carillon seals with master key %s, and this process was given %s. Give it"
                                    + " the same CARILLON_MASTER_KEY as the others. To change to a new key, give every process both,"
                                    + " separated by a comma: first the old one in front, then the new one. For another platform on the"
                                    + " same Redis, set --redis-prefix.",
                            theirs.key().id(), ours.key().id());
            assertThat(there.isHearing()).isTrue();
        }
    }

    private static Settings over(RedisServer redis) {
        return new SettingsReader(Role.BROKER, Map.of())
                .read(Map.of(Setting.REDIS_URL, redis.url(), Setting.SHARDS, "4", Setting.CONFIG, "/dev/null"));
    }
}
