package io.carillon.controlplane.firstapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.FlatYaml;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps the first app in the data folder, readable by its owner alone. What is there is never replaced: an app whose
 * secret changed by itself would lock out everybody who uses it.
 */
public final class FirstAppFile {

    static final String NAME = "first-app.yml";

    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = fromString("rw-------");
    private static final List<Setting> WHOLE =
            List.of(Setting.APP_ID, Setting.APP_KEY, Setting.APP_SECRET, Setting.APP_TOKEN);
    private static final Set<String> WORDS = Set.of("id", "key", "secret", "token");

    private final Path folder;
    private final Path file;

    public FirstAppFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /**
     * The app that was kept, or a new one which is kept from now on; with what the settings say put in its place. Where they
     * say everything, nothing is kept and no folder is needed.
     *
     * @throws StartRefusedException {@code data_folder_unusable}, {@code first_app_damaged} or {@code setting_invalid}
     */
    public FirstApp open(Settings settings, SecureRandom random) {
        if (WHOLE.stream().allMatch(settings::isSet)) {
            return new FirstApp(
                    valid(settings, Setting.APP_ID, AppId::of),
                    valid(settings, Setting.APP_KEY, AppKey::of),
                    valid(settings, Setting.APP_SECRET, Secret::of),
                    valid(settings, Setting.APP_TOKEN, Secret::of));
        }
        return overridden(kept(random), settings);
    }

    private FirstApp kept(SecureRandom random) {
        try {
            createFolder();
            if (!Files.exists(file)) {
                write(FirstApp.generate(random));
            }
            makePrivate();
        } catch (IOException failed) {
            throw new StartRefusedException(
                    "data_folder_unusable",
                    "Cannot keep data in " + folder + " (" + failed.getClass().getSimpleName()
                            + "). Make it a folder that this user may write to, or choose another with "
                            + Setting.DATA_DIR.flag() + ".");
        }
        return read();
    }

    private void createFolder() throws IOException {
        // A link to a folder is as good as a folder, but createDirectories would refuse it.
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(OWNER_ONLY_FOLDER));
        }
    }

    /** Writes beside and moves into place, so that a power cut leaves the whole file or none. */
    private void write(FirstApp app) throws IOException {
        Path draft = Files.createTempFile(folder, NAME, ".tmp", attributes(OWNER_ONLY_FILE));
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text(app).getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file);
        } catch (FileAlreadyExistsException anotherWasFaster) {
            // Then its app is the first; read() finds it.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String text(FirstApp app) {
        return """
                # The first app of this Carillon. Whoever knows its secret or token can publish: keep this file private.
                id: "%s"
                key: "%s"
                secret: "%s"
                token: "%s"
                """.formatted(
                        app.id(), app.key(), app.secret().reveal(), app.token().reveal());
    }

    private FirstApp read() {
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

    private static FirstApp overridden(FirstApp kept, Settings settings) {
        return new FirstApp(
                chosen(settings, Setting.APP_ID, AppId::of, kept.id()),
                chosen(settings, Setting.APP_KEY, AppKey::of, kept.key()),
                chosen(settings, Setting.APP_SECRET, Secret::of, kept.secret()),
                chosen(settings, Setting.APP_TOKEN, Secret::of, kept.token()));
    }

    private static <T> T chosen(Settings settings, Setting setting, Function<String, T> parse, T kept) {
        return settings.isSet(setting) ? valid(settings, setting, parse) : kept;
    }

    private static <T> T valid(Settings settings, Setting setting, Function<String, T> parse) {
        try {
            return parse.apply(settings.text(setting));
        } catch (InvalidValueException invalid) {
            throw new StartRefusedException(
                    "setting_invalid", settings.origin(setting).orElseThrow() + ": " + invalid.getMessage());
        }
    }

    /** Who may read a file is set when it is created: a moment in which others could read the secret is too long. */
    private FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return isPosix() ? new FileAttribute<?>[] {asFileAttribute(permissions)} : new FileAttribute<?>[0];
    }

    private void makePrivate() throws IOException {
        if (isPosix() && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY_FILE)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY_FILE);
        }
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
