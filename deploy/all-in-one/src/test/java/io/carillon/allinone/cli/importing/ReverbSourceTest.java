package io.carillon.allinone.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReverbSourceTest {

    @TempDir
    Path project;

    @Test
    void apps_are_in_the_configuration_with_what_the_environment_says() throws IOException {
        copy("environment", ".env");
        copy("config/reverb.php", "config/reverb.php");

        FoundApp app = ReverbSource.read(project).apps().get(0);

        assertThat(app.id()).isEqualTo("482913");
        assertThat(app.key()).isEqualTo("k3wnqv");
        assertThat(app.secret()).isEqualTo("r1u0c9");
        assertThat(app.settings())
                .containsEntry("client_events", true)
                .containsEntry("client_events_per_second", 2L)
                .containsEntry("connections", 1000L)
                .containsEntry("activity_timeout", 30L)
                .containsEntry("client_event_bytes", 10_000L)
                .containsEntry(
                        "allowed_origins",
                        List.of(
                                "https://garden.example",
                                "http://garden.example",
                                "https://*.garden.example",
                                "http://*.garden.example"));
    }

    @Test
    void a_file_is_as_good_as_the_folder() throws IOException {
        copy("environment", ".env");
        copy("config/reverb.php", "config/reverb.php");

        assertThat(ReverbSource.read(project.resolve("config/reverb.php")).apps())
                .isEqualTo(ReverbSource.read(project).apps());
    }

    @Test
    void what_only_php_can_tell_is_said_and_left_out() throws IOException {
        copy("environment", ".env");
        copy("config/reverb.php", "config/reverb.php");

        Findings found = ReverbSource.read(project);

        FoundApp second = found.apps().get(1);
        assertThat(second.secret()).isEqualTo("it's secret");
        assertThat(second.settings())
                .containsEntry("client_events", false)
                .containsEntry("allowed_origins", List.of())
                .doesNotContainKey("client_event_bytes");
        assertThat(found.notes())
                .contains(
                        "app 77: max_message_size can only be read by PHP, and is not taken over.",
                        "app 482913: not taken over, because there is nothing like it here: ping_interval.");
    }

    @Test
    void a_project_that_never_published_the_file_has_reverbs_own() throws IOException {
        copy("environment", ".env");

        FoundApp app = ReverbSource.read(project).apps().get(0);

        assertThat(app.id()).isEqualTo("482913");
        assertThat(app.name()).isEqualTo("Garden shop");
        assertThat(app.settings())
                .containsEntry("allowed_origins", List.of())
                .containsEntry("client_events_per_second", 0L)
                .containsEntry("connections", 1000L);
    }

    @Test
    void what_is_missing_is_named() throws IOException {
        assertThatExceptionOfType(ImportSourceException.class)
                .isThrownBy(() -> ReverbSource.read(project))
                .withMessageContaining("There is neither config/reverb.php nor .env in ");
        Files.writeString(project.resolve(".env"), "REVERB_APP_ID=1\nREVERB_APP_KEY=k\n");
        assertThatExceptionOfType(ImportSourceException.class)
                .isThrownBy(() -> ReverbSource.read(project))
                .withMessageContaining("There is no secret of an app in ")
                .withMessageContaining("set REVERB_APP_SECRET");
    }

    private void copy(String from, String to) throws IOException {
        Path target = project.resolve(to);
        Files.createDirectories(target.getParent());
        Files.copy(Sources.file("laravel/" + from), target);
    }
}
