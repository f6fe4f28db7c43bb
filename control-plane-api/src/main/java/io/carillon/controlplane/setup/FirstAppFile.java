package io.carillon.controlplane.setup;

import io.carillon.controlplane.app.FirstApp;
import io.carillon.process.data.DataFolder;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.FlatYaml;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the first app was kept before there was a database: read once, and then no secret is left lying about in clear text. */
final class FirstAppFile {

    static final String NAME = "first-app.yml";

    private static final Set<String> WORDS = Set.of("id", "key", "secret", "token");

    private final Path file;

    FirstAppFile(DataFolder folder) {
        this.file = folder.file(NAME);
    }

    /**
     * The app in it.
     *
     * @return empty if there is no such file
     * @throws StartRefusedException {@code first_app_damaged}
     */
    Optional<FirstApp> read() {
        return Files.exists(file) ? Optional.of(app()) : Optional.empty();
    }

    private FirstApp app() {
        Map<String, String> words = words();
        if (!words.keySet().equals(WORDS)) {
            throw damaged("it must hold id, key, secret and token, and nothing else");
        }
        try {
            return new FirstApp(
                    AppId.of(words.getOrDefault("id", "")),
                    AppKey.of(words.getOrDefault("key", "")),
                    Secret.of(words.getOrDefault("secret", "")),
                    Secret.of(words.getOrDefault("token", "")));
        } catch (InvalidValueException invalid) {
            throw damaged("a value in it is not valid (" + invalid.code() + ")");
        }
    }

    private Map<String, String> words() {
        try {
            return FlatYaml.read(file, true);
        } catch (StartRefusedException unreadable) {
            throw damaged("it cannot be read as YAML");
        }
    }

    private StartRefusedException damaged(String why) {
        return new StartRefusedException(
                "first_app_damaged",
                "The file " + file + " is damaged: " + why
                        + ". Put it back from a backup, or move it away and start again to get a new app with a new secret.");
    }

    /** Takes the file away, once what it says is in the database. */
    void discard() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw new StartRefusedException(
                    "data_folder_unusable",
                    "The file " + file
                            + " is in the database now and should go, because it holds secrets in clear text, but it cannot"
                            + " be deleted (" + stays.getClass().getSimpleName() + "). Delete it by hand.");
        }
    }
}
