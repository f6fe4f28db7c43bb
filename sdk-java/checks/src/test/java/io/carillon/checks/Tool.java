package io.carillon.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a tool says of a module, kept for the report: sdk-java/report puts it into docs/sdks.md. */
final class Tool {

    private Tool() {}

    static void says(String tool, SdkModule module, String what) {
        Path file = Path.of("target/says", tool, module.artifact());
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, what + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
