package io.carillon.process.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.backplane.seal.MasterKey;
import io.carillon.backplane.seal.Vault;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.SettingsReader;
import io.carillon.protocol.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which master key a process has. */
class MasterKeysTest {

    private static final String OLD = MasterKey.generate(new SecureRandom());
    private static final String NEW = MasterKey.generate(new SecureRandom());
    private static final String KEY = "CARILLON_MASTER_KEY";
    private static final String FILE = "CARILLON_MASTER_KEY_FILE";
    private static final Map<String, String> OVER_REDIS = Map.of("CARILLON_REDIS_URL", "redis://127.0.0.1:6379");

    @TempDir
    Path folder;

    @Test
    void alone_a_process_makes_one_and_keeps_it() throws IOException {
        Vault first = open(Role.ALL_IN_ONE, Map.of());

        Path file = folder.resolve("data/master.key");
        assertThat(MasterKey.of(Files.readString(file).strip()).id())
                .isEqualTo(first.key().id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(open(Role.ALL_IN_ONE, Map.of()).keyIds()).isEqualTo(first.keyIds());
    }

    @Test
    void what_is_given_is_taken_and_nothing_is_kept() {
        assertThat(open(Role.ALL_IN_ONE, Map.of(KEY, OLD)).key().id()).isEqualTo(idOf(OLD));

        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_file_with_the_key_will_do() throws IOException {
        String file = Files.writeString(folder.resolve("key"), OLD + "\n").toString();

        assertThat(open(Role.BROKER, Map.of(FILE, file)).key().id()).isEqualTo(idOf(OLD));
    }

    @Test
    void of_several_keys_the_first_seals_and_all_of_them_open() throws IOException {
        String file = Files.writeString(folder.resolve("keys"), NEW + ",\n" + OLD + "\n")
                .toString();
        String sealed = open(Role.BROKER, Map.of(KEY, OLD)).seal(Secret.of("word"), "key:1");

        for (Vault both :
                new Vault[] {open(Role.BROKER, Map.of(KEY, NEW + "," + OLD)), open(Role.BROKER, Map.of(FILE, file))}) {
            assertThat(both.keyIds()).containsExactly(idOf(NEW), idOf(OLD));
            assertThat(both.open(sealed, "key:1")).isEqualTo(Secret.of("word"));
            assertThat(both.isStale(sealed)).isTrue();
        }
    }

    @Test
    void over_redis_none_is_made_for_the_others_would_not_know_it() {
        for (Role role : Role.values()) {
            assertRefused(
                    role,
                    OVER_REDIS,
                    "master_key_required",
                    "Processes that share a Redis need the same master key, which seals the secrets of apps there, and none"
                            + " is given. Make one with 'openssl rand -base64 32' and give it to each of them in"
                            + " CARILLON_MASTER_KEY, or in a file with --master-key-file.");
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void given_twice_it_is_refused() {
        assertRefused(
                Role.BROKER,
                Map.of(KEY, OLD, FILE, "/run/secrets/master-key"),
                "master_key_invalid",
                "The master key is set twice, by --master-key and by --master-key-file. Leave one out.");
    }

    @Test
    void a_file_that_cannot_be_read_or_is_empty_is_refused() throws IOException {
        Path missing = folder.resolve("missing");
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertRefused(
                Role.BROKER,
                Map.of(FILE, missing.toString()),
                "master_key_invalid",
                "The file " + missing
                        + " of --master-key-file cannot be read (NoSuchFileException). Make it a text file"
                        + " which this user may read, with the master key and nothing else.");
        assertRefused(
                Role.BROKER,
                Map.of(FILE, empty.toString()),
                "master_key_invalid",
                "The file " + empty + " of --master-key-file is empty. Write the master key into it.");
    }

    @Test
    void what_is_no_master_key_is_refused_and_not_repeated() throws IOException {
        String words = "A master key is 32 random bytes, written as base64 or as 64 hex digits."
                + " 'openssl rand -base64 32' makes one.";
        String nearly = OLD.substring(4);

        assertRefused(Role.BROKER, Map.of(KEY, nearly), "master_key_invalid", words);
        assertRefused(Role.BROKER, Map.of(KEY, NEW + "," + nearly), "master_key_invalid", words);
        assertRefused(Role.BROKER, Map.of(KEY, NEW + ","), "master_key_invalid", words);
        Path kept = folder.resolve("data/master.key");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(kept, nearly);
        assertRefused(Role.ALL_IN_ONE, Map.of(), "master_key_invalid", words);
        assertThat(kept).hasContent(nearly);
    }

    private Vault open(Role role, Map<String, String> environment) {
        return MasterKeys.open(new SettingsReader(role, environment)
                .read(
                        role == Role.BROKER
                                ? Map.of(Setting.CONFIG, "/dev/null")
                                : Map.of(
                                        Setting.CONFIG,
                                        "/dev/null",
                                        Setting.DATA_DIR,
                                        folder.resolve("data").toString())));
    }

    private void assertRefused(Role role, Map<String, String> environment, String code, String message) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> open(role, environment))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .withMessage(message)
                .withMessageNotContaining(OLD.substring(4))
                .withMessageNotContaining(NEW);
    }

    private static String idOf(String key) {
        return MasterKey.of(key).id();
    }
}
