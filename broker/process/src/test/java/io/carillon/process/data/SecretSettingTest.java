package io.carillon.process.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.process.settings.SettingsReader;
import io.carillon.protocol.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is given once, by itself or in a file, and nobody repeats it. */
class SecretSettingTest {

    private static final SecretSetting PASSWORD = new SecretSetting(
            Setting.DATABASE_PASSWORD, Setting.DATABASE_PASSWORD_FILE, "password of the database", "password_invalid");
    private static final String WORD = "CARILLON_DATABASE_PASSWORD";
    private static final String FILE = "CARILLON_DATABASE_PASSWORD_FILE";

    @TempDir
    Path folder;

    @Test
    void it_need_not_be_set() {
        assertThat(PASSWORD.in(settings(Map.of()))).isEmpty();
    }

    @Test
    void it_is_set_as_it_is() {
        assertThat(PASSWORD.in(settings(Map.of(WORD, "hidden-word")))).contains(Secret.of("hidden-word"));
    }

    @Test
    void it_is_read_from_a_file_without_the_blanks_around_it() throws IOException {
        String file = Files.writeString(folder.resolve("password"), "  hidden word\r\n")
                .toString();

        assertThat(PASSWORD.in(settings(Map.of(FILE, file)))).contains(Secret.of("hidden word"));
    }

    @Test
    void set_twice_one_of_them_was_a_mistake() {
        assertRefused(
                Map.of(WORD, "hidden-word", FILE, "/run/secrets/password"),
                "The password of the database is set twice, by --database-password and by --database-password-file."
                        + " Leave one out.");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path missing = folder.resolve("missing");

        assertRefused(
                Map.of(FILE, missing.toString()),
                "The file " + missing
                        + " of --database-password-file cannot be read (NoSuchFileException). Make it a text"
                        + " file which this user may read, with the password of the database and nothing else.");
    }

    @Test
    void a_file_that_is_no_text_is_named_and_not_repeated() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'h', 'i', (byte) 0xc3, (byte) 0x28});

        assertRefused(
                Map.of(FILE, binary.toString()),
                "The file " + binary
                        + " of --database-password-file cannot be read (MalformedInputException). Make it a"
                        + " text file which this user may read, with the password of the database and nothing else.");
    }

    @Test
    void an_empty_file_is_no_password() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), " \n");

        assertRefused(
                Map.of(FILE, empty.toString()),
                "The file " + empty + " of --database-password-file is empty. Write the password of the database into"
                        + " it.");
    }

    private static void assertRefused(Map<String, String> environment, String message) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> PASSWORD.in(settings(environment)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("password_invalid"))
                .withMessage(message)
                .withMessageNotContaining("hidden");
    }

    private static Settings settings(Map<String, String> environment) {
        return new SettingsReader(Role.ALL_IN_ONE, environment).read(Map.of(Setting.CONFIG, "/dev/null"));
    }
}
