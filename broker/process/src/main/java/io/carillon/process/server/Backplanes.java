package io.carillon.process.server;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.backplane.redis.MasterKeyMismatchException;
import io.carillon.backplane.redis.RedisBackplane;
import io.carillon.backplane.seal.Vault;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;

/** What broker and control plane share: this process's memory, or a Redis that other processes share as well. */
public final class Backplanes {

    private Backplanes() {}

    /**
     * Looks at the choice alone, before anything is made for it.
     *
     * @throws StartRefusedException {@code redis_required}, {@code redis_settings_invalid} or {@code setting_invalid}
     */
    public static void check(Settings settings) {
        RedisChoice.of(settings);
    }

    /**
     * Opens it.
     *
     * @param vault seals what is secret there
     * @throws StartRefusedException {@code redis_required}, {@code redis_settings_invalid}, {@code redis_unreachable}, {@code
     *     master_key_mismatch} or {@code setting_invalid}
     */
    public static Backplane open(Settings settings, Vault vault) {
        RedisChoice choice = RedisChoice.of(settings);
        if (choice.isMemory()) {
            // With a clock of its own: a wall clock that somebody sets would end the node's lease.
            return new MemoryBackplane();
        }
        try {
            return RedisBackplane.connect(choice.settings(), vault);
        } catch (MasterKeyMismatchException another) {
            throw otherMasterKey(another);
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            throw RedisChoice.refused(unusable);
        } catch (BackplaneUnavailableException silent) {
            throw new StartRefusedException(
                    "redis_unreachable",
                    "Redis does not answer: " + silent.getMessage() + ". Start it, "
                            + (settings.role().mayBeAlone()
                                    ? "mend " + Setting.REDIS_URL.flag() + ", or leave that out to run without Redis."
                                    : "or mend " + Setting.REDIS_URL.flag() + "."));
        }
    }

    private static StartRefusedException otherMasterKey(MasterKeyMismatchException another) {
        String message = String.valueOf(another.getMessage());
        return new StartRefusedException(
                "master_key_mismatch",
                Character.toUpperCase(message.charAt(0)) + message.substring(1)
                        + ". Give it the same " + Setting.MASTER_KEY.environmentName()
                        + " as the others. To change to a new key, give every process both, separated by a comma: first the"
                        + " old one in front, then the new one. For another platform on the same Redis, set "
                        + Setting.REDIS_PREFIX.flag() + ".");
    }
}
