package io.carillon.allinone;

import io.carillon.allinone.refusal.StartRefusedException;
import io.carillon.allinone.settings.Setting;
import io.carillon.allinone.settings.Settings;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.backplane.redis.RedisBackplane;
import io.carillon.backplane.redis.RedisSettings;

/** What broker and control plane share: this process's memory, or a Redis that other processes share as well. */
final class Backplanes {

    private Backplanes() {}

    /** @throws StartRefusedException if there is to be a Redis and it cannot be used */
    static Backplane open(Settings settings) {
        String url = settings.text(Setting.REDIS_URL);
        if (url.isEmpty()) {
            // With a clock of its own: a wall clock that somebody sets would end the node's lease.
            return new MemoryBackplane();
        }
        try {
            return RedisBackplane.connect(RedisSettings.of(url).withPrefix(settings.text(Setting.REDIS_PREFIX)));
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            throw new StartRefusedException("redis_settings_invalid", sentence(unusable));
        } catch (BackplaneUnavailableException silent) {
            throw new StartRefusedException(
                    "redis_unreachable",
                    "Redis does not answer: " + silent.getMessage() + ". Start it, mend " + Setting.REDIS_URL.flag()
                            + ", or leave that out to run without Redis.");
        }
    }

    private static String sentence(RuntimeException unusable) {
        String message = String.valueOf(unusable.getMessage());
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }
}
