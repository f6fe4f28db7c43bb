package io.carillon.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CliDocumentTest {

    private static final String COMMAND =
            "./mvnw -pl deploy/all-in-one -am test -Dtest=CliDocumentTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dcarillon.docs.write=true";

    @Test
    void the_page_about_the_commands_has_them_as_they_are() throws IOException {
        Path page = page();
        String written = Files.readString(page);
        int begin = written.indexOf(CliDocument.BEGIN);
        int end = written.indexOf(CliDocument.END) + CliDocument.END.length();
        assertThat(begin).as("where the commands begin").isNotNegative();
        String expected = written.substring(0, begin) + CliDocument.reference() + written.substring(end);
        if (Boolean.getBoolean("carillon.docs.write")) {
            Files.writeString(page, expected);
        }

        assertThat(Files.readString(page))
                .as("%s is out of date; write it anew with%n  %s%n", page, COMMAND)
                .isEqualTo(expected);
    }

    private static Path page() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("the tests run outside of the repository");
            }
        }
        return folder.resolve("docs/operate/cli.md");
    }
}
