package io.carillon.process.data;

import io.carillon.backplane.seal.MasterKey;
import io.carillon.backplane.seal.Vault;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Optional;

/** Where the master key comes from: it is given, or, where one process is the whole platform, kept in its data folder. */
public final class MasterKeys {

    /** Beside the database, so that a copy of the folder can be opened. */
    public static final String FILE = "master.key";

    private static final SecretSetting GIVEN =
            new SecretSetting(Setting.MASTER_KEY, Setting.MASTER_KEY_FILE, "master key", "master_key_invalid");

    private MasterKeys() {}

    /**
     * The vault of this process.
     *
     * @throws StartRefusedException {@code master_key_required}, {@code master_key_invalid} or {@code data_folder_unusable}
     */
    public static Vault open(Settings settings) {
        Optional<Secret> given = GIVEN.in(settings);
        if (given.isEmpty() && settings.isSet(Setting.REDIS_URL)) {
            throw new StartRefusedException(
                    "master_key_required",
                    "Processes that share a Redis need the same master key, which seals the secrets of apps there, and none is"
                            + " given. Make one with 'openssl rand -base64 32' and give it to each of them in "
                            + Setting.MASTER_KEY.environmentName() + ", or in a file with "
                            + Setting.MASTER_KEY_FILE.flag() + ".");
        }
        return vault(given.map(Secret::reveal).orElseGet(() -> kept(settings)));
    }

    /**
     * The vault for what is there already: given, or in the data folder; none is made.
     *
     * @throws StartRefusedException {@code master_key_required}, {@code master_key_invalid} or {@code data_folder_unusable}
     */
    public static Vault openKept(Settings settings) {
        Optional<Secret> given = GIVEN.in(settings);
        if (given.isEmpty() && !Files.exists(DataFolder.of(settings).file(FILE))) {
            throw new StartRefusedException(
                    "master_key_required",
                    "No master key is given, and there is no "
                            + DataFolder.of(settings).file(FILE) + ". Give it in "
                            + Setting.MASTER_KEY.environmentName() + ", or in a file with "
                            + Setting.MASTER_KEY_FILE.flag() + ".");
        }
        return vault(given.map(Secret::reveal).orElseGet(() -> kept(settings)));
    }

    private static Vault vault(String keys) {
        try {
            return Vault.of(keys);
        } catch (InvalidValueException invalid) {
            throw new StartRefusedException(invalid.code(), String.valueOf(invalid.getMessage()));
        }
    }

    private static String kept(Settings settings) {
        return DataFolder.of(settings)
                .keep(FILE, () -> MasterKey.generate(new SecureRandom()) + "\n")
                .strip();
    }
}
