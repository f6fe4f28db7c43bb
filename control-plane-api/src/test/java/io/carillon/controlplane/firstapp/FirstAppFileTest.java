package io.carillon.controlplane.firstapp;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Settings;
import io.carillon.process.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstAppFileTest {

    @TempDir
    Path parent;

    @Test
    void a_new_app_has_keys_in_the_form_that_every_library_takes() {
        FirstApp app = open(Map.of());

        assertThat(app.id().value()).matches("[1-9][0-9]{5}");
        assertThat(app.key().value()).matches("[0-9a-f]{20}");
        assertThat(app.secret().reveal()).matches("[0-9a-f]{40}");
        assertThat(app.token().reveal()).matches("car_[A-Za-z0-9_-]{43}");
    }

    @Test
    void two_installations_share_nothing() {
        FirstApp one = open(Map.of());
        FirstApp other = new FirstAppFile(parent.resolve("other")).open(settings(Map.of()), new SecureRandom());

        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(one.secret()).isNotEqualTo(other.secret());
        assertThat(one.token()).isNotEqualTo(other.token());
    }

    @Test
    void the_app_is_the_same_on_the_next_start() {
        FirstApp first = open(Map.of());

        assertThat(open(Map.of())).isEqualTo(first);
    }

    @Test
    void only_the_owner_can_read_it() throws IOException {
        open(Map.of());

        assertThat(Files.getPosixFilePermissions(folder())).isEqualTo(fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(fromString("rw-------"));
    }

    @Test
    void a_file_that_others_could_read_is_closed_to_them() throws IOException {
        open(Map.of());
        Files.setPosixFilePermissions(file(), fromString("rw-r--r--"));

        open(Map.of());

        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(fromString("rw-------"));
    }

    @Test
    void nothing_else_is_left_in_the_folder() throws IOException {
        open(Map.of());

        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void a_link_to_a_folder_is_a_folder() throws IOException {
        Path real = Files.createDirectory(parent.resolve("real"));
        Files.createSymbolicLink(folder(), real);

        open(Map.of());

        assertThat(real.resolve("first-app.yml")).isRegularFile();
    }

    @Test
    void what_the_environment_says_is_put_in_place_but_not_kept() {
        FirstApp kept = open(Map.of());

        FirstApp overridden =
                open(Map.of("CARILLON_APP_ID", "42", "PUSHER_APP_KEY", "my-key", "CARILLON_APP_SECRET", "my-secret"));

        assertThat(overridden.id().value()).isEqualTo("42");
        assertThat(overridden.key().value()).isEqualTo("my-key");
        assertThat(overridden.secret().reveal()).isEqualTo("my-secret");
        assertThat(overridden.token()).isEqualTo(kept.token());
        assertThat(open(Map.of())).isEqualTo(kept);
    }

    @Test
    void where_everything_is_said_nothing_is_kept_and_no_folder_is_needed() {
        FirstApp said = open(Map.of(
                "CARILLON_APP_ID",
                "42",
                "CARILLON_APP_KEY",
                "my-key",
                "CARILLON_APP_SECRET",
                "my-secret",
                "CARILLON_APP_TOKEN",
                "my-token"));

        assertThat(said.id().value()).isEqualTo("42");
        assertThat(said.token().reveal()).isEqualTo("my-token");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void an_id_that_is_none_is_refused_by_the_name_under_which_it_was_set() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> open(Map.of("PUSHER_APP_ID", "my-app")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("setting_invalid"))
                .withMessage("PUSHER_APP_ID: Invalid app id 'my-app': it must be 1 to 19 decimal digits.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no yaml: : :",
                "id: \"1\"\nkey: \"a\"\nsecret: \"b\"\n",
                "id: \"1\"\nkey: \"a\"\nsecret: \"\"\ntoken: \"t\"\n",
                "id: \"x\"\nkey: \"a\"\nsecret: \"b\"\ntoken: \"t\"\n",
                "id: \"1\"\nkey: \"a\"\nsecret: \"b\"\ntoken: \"t\"\nport: 1\n"
            })
    void a_damaged_file_is_refused_and_left_as_it_is(String content) throws IOException {
        Files.createDirectory(folder());
        Files.writeString(file(), content);

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> open(Map.of()))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("first_app_damaged"))
                .withMessageStartingWith("The file " + file() + " is damaged: ")
                .withMessageEndingWith(
                        ". Put it back from a backup, or move it away and start again to get a new app with a new secret.");
        assertThat(file()).hasContent(content);
    }

    @Test
    void a_file_in_place_of_the_folder_is_refused() throws IOException {
        Files.writeString(folder(), "");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> open(Map.of()))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("data_folder_unusable"))
                .withMessage("Cannot keep data in " + folder()
                        + " (FileAlreadyExistsException). Make it a folder that this user may write to, or choose another with"
                        + " --data-dir.");
    }

    @Test
    void the_app_has_everything_on_that_a_developer_may_try() {
        FirstApp first = open(Map.of());

        App app = first.toApp(Duration.ofSeconds(30), 10, 300);

        assertThat(app.id()).isEqualTo(first.id());
        assertThat(app.enabled()).isTrue();
        assertThat(app.secretOf(first.key())).isEqualTo(first.secret());
        assertThat(app.tokens())
                .singleElement()
                .satisfies(token ->
                        assertThat(token.matches(first.token().reveal())).isTrue());
        assertThat(app.limits()).isEqualTo(AppLimits.DEFAULTS.withMembersPerChannel(300));
        assertThat(app.options())
                .isEqualTo(new AppOptions(
                        true, true, true, false, false, List.of(), Duration.ofSeconds(30), Duration.ZERO));
    }

    @Test
    void an_app_prints_no_secret() {
        FirstApp app = open(Map.of());

        assertThat(app.toString())
                .doesNotContain(app.secret().reveal())
                .doesNotContain(app.token().reveal());
    }

    private FirstApp open(Map<String, String> environment) {
        return new FirstAppFile(folder()).open(settings(environment), new SecureRandom());
    }

    private static Settings settings(Map<String, String> environment) {
        return new SettingsReader(Role.ALL_IN_ONE, environment).read(Map.of());
    }

    private Path folder() {
        return parent.resolve("carillon-data");
    }

    private Path file() {
        return folder().resolve("first-app.yml");
    }
}
