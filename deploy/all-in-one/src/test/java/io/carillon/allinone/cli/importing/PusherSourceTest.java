package io.carillon.allinone.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PusherSourceTest {

    private static final String URL = "https://278d425b:a%2Fb@api-eu.pusher.com/apps/4711";

    @TempDir
    Path folder;

    @Test
    void credentials_come_from_the_url_that_pusher_shows() {
        FoundApp app = PusherSource.read(null, Map.of(), Map.of("PUSHER_URL", URL), null)
                .apps()
                .get(0);

        assertThat(app).isEqualTo(new FoundApp("4711", "App 4711", true, "278d425b", "a/b", Map.of()));
    }

    @Test
    void flags_beat_the_file_and_the_file_is_not_mixed_with_the_environment() throws IOException {
        Path file = Files.writeString(
                folder.resolve(".env"), "PUSHER_APP_ID=1\nPUSHER_APP_KEY=file\nPUSHER_APP_SECRET=file-secret\n");

        FoundApp app = PusherSource.read(file, Map.of("PUSHER_APP_KEY", "flag"), Map.of("PUSHER_APP_ID", "2"), "Chat")
                .apps()
                .get(0);

        assertThat(app).isEqualTo(new FoundApp("1", "Chat", true, "flag", "file-secret", Map.of()));
    }

    @Test
    void what_is_missing_is_named_and_a_url_that_is_none_is_not_repeated() {
        assertThatExceptionOfType(ImportSourceException.class)
                .isThrownBy(() -> PusherSource.read(null, Map.of("PUSHER_APP_ID", "1"), Map.of(), null))
                .withMessageStartingWith("There is no key and no secret.");
        assertThatExceptionOfType(ImportSourceException.class)
                .isThrownBy(() -> PusherSource.read(
                        null, Map.of(), Map.of("PUSHER_URL", "https://key:hidden-word@host/elsewhere"), null))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hidden-word"));
    }
}
