package io.carillon.process.server;

import io.carillon.backplane.redis.RedisSettings;
import io.carillon.process.data.SecretSetting;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.protocol.signature.Secret;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which Redis was chosen, if any. What is set twice, or could have no effect, is refused: one of the two was a mistake. */
final class RedisChoice {

    /** What means nothing without a URL. */
    private static final List<Setting> DETAILS = List.of(
            Setting.REDIS_USER,
            Setting.REDIS_PASSWORD,
            Setting.REDIS_PASSWORD_FILE,
            Setting.REDIS_SENTINEL_MASTER,
            Setting.REDIS_CLUSTER,
            Setting.REDIS_CA);

    private static final SecretSetting PASSWORD = new SecretSetting(
            Setting.REDIS_PASSWORD, Setting.REDIS_PASSWORD_FILE, "password of Redis", "redis_settings_invalid");

    private final @Nullable RedisSettings chosen;

    private RedisChoice(@Nullable RedisSettings chosen) {
        this.chosen = chosen;
    }

    /** @throws StartRefusedException {@code redis_required}, {@code redis_settings_invalid} or {@code setting_invalid} */
    static RedisChoice of(Settings settings) {
        List<String> urls = Arrays.stream(settings.text(Setting.REDIS_URL).split(","))
                .map(String::trim)
                .filter(url -> !url.isEmpty())
                .toList();
        if (urls.isEmpty()) {
            DETAILS.stream().filter(settings::isSet).findFirst().ifPresent(detail -> {
                throw invalid(settings.origin(detail).orElseThrow() + " is set, but no Redis is named. Set "
                        + Setting.REDIS_URL.flag() + " as well, or leave it out.");
            });
            if (!settings.role().mayBeAlone()) {
                throw required(settings);
            }
            return new RedisChoice(null);
        }
        try {
            return new RedisChoice(new RedisChoice(servers(settings, urls)).completed(settings));
        } catch (IllegalArgumentException contradictory) {
            throw refused(contradictory);
        }
    }

    boolean isMemory() {
        return chosen == null;
    }

    /** How to reach it; must not be called if it is this process's memory. */
    RedisSettings settings() {
        if (chosen == null) {
            throw new IllegalStateException("no Redis was chosen");
        }
        return chosen;
    }

    static StartRefusedException refused(RuntimeException unusable) {
        String message = String.valueOf(unusable.getMessage());
        return invalid(Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".");
    }

    private static RedisSettings servers(Settings settings, List<String> urls) {
        String master = settings.text(Setting.REDIS_SENTINEL_MASTER);
        boolean cluster = settings.isOn(Setting.REDIS_CLUSTER);
        if (cluster && !master.isEmpty()) {
            throw invalid(Setting.REDIS_CLUSTER.flag() + " and " + Setting.REDIS_SENTINEL_MASTER.flag()
                    + " are both set, but a Redis Cluster has no sentinels. Leave out the one that is not so.");
        }
        if (cluster) {
            return RedisSettings.ofCluster(urls);
        }
        if (!master.isEmpty()) {
            return RedisSettings.ofSentinels(master, urls);
        }
        if (urls.size() > 1) {
            throw invalid(Setting.REDIS_URL.flag() + " holds " + urls.size()
                    + " URLs, and it is not said of what. Add " + Setting.REDIS_CLUSTER.flag()
                    + " if they are nodes of a Redis Cluster, or " + Setting.REDIS_SENTINEL_MASTER.flag()
                    + " NAME if they are sentinels; otherwise name one server.");
        }
        return RedisSettings.of(urls.get(0));
    }

    private RedisSettings completed(Settings settings) {
        RedisSettings redis =
                settings().withPrefix(settings.text(Setting.REDIS_PREFIX)).withShards(settings.number(Setting.SHARDS));
        String user = settings.text(Setting.REDIS_USER);
        if (!user.isEmpty() && redis.user() != null) {
            throw twice("user", Setting.REDIS_USER.flag(), "the URL");
        }
        Secret password = password(settings);
        if (password != null && redis.password() != null) {
            throw twice(
                    "password",
                    settings.isSet(Setting.REDIS_PASSWORD)
                            ? Setting.REDIS_PASSWORD.flag()
                            : Setting.REDIS_PASSWORD_FILE.flag(),
                    "the URL");
        }
        redis = redis.withUser(user.isEmpty() ? redis.user() : user, password == null ? redis.password() : password);
        String authority = settings.text(Setting.REDIS_CA);
        return authority.isEmpty() ? redis : redis.withAuthority(Path.of(authority));
    }

    private static @Nullable Secret password(Settings settings) {
        return PASSWORD.in(settings).orElse(null);
    }

    private static StartRefusedException twice(String what, String one, String other) {
        return invalid("The " + what + " of Redis is set twice, by " + one + " and by " + other + ". Leave one out.");
    }

    private static StartRefusedException invalid(String sentences) {
        return new StartRefusedException("redis_settings_invalid", sentences);
    }

    private static StartRefusedException required(Settings settings) {
        return new StartRefusedException(
                "redis_required",
                "A " + settings.role().word().replace('-', ' ')
                        + " meets the others in Redis, and no Redis is named. Set "
                        + Setting.REDIS_URL.flag() + " or " + Setting.REDIS_URL.environmentName()
                        + ", for example to redis://127.0.0.1:6379. For a whole platform in one process, which needs no"
                        + " Redis, there is 'deploy/run'.");
    }
}
