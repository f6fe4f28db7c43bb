package io.carillon.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.client.testing.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. That its snippet does what it says is tested where a server is running. */
class ReadmeTest {

    @TempDir
    private Path classes;

    @Test
    void the_snippet_compiles() {
        Readme.ofThisModule().compile("Hello", classes);
    }

    @Test
    void every_code_of_the_clients_own_is_listed() throws IOException {
        List<String> listed = readme().lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceFirst("(\\| `\\w+`) \\| (\\w+) .*", "$1 $2"))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(ClientError.values())
                        .map(error -> "| `" + error.code() + "` " + (error.retriable() ? "yes" : "no"))
                        .toList());
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
