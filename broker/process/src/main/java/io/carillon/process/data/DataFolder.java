package io.carillon.process.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The folder with what must survive a restart; copying it is the backup. Folder and files are readable by their owner alone,
 * from the moment in which they are made.
 */
public final class DataFolder {

    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = fromString("rw-------");

    private final Path folder;

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder that was chosen; it need not be there yet. */
    public static DataFolder of(Settings settings) {
        return new DataFolder(settings.path(Setting.DATA_DIR));
    }

    /** Where a file of this name is, or would be. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Makes the folder, if it is not there.
     *
     * @throws StartRefusedException {@code data_folder_unusable}
     */
    public DataFolder create() {
        try {
            // A link to a folder is as good as a folder, but createDirectories would refuse it.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, attributes(OWNER_ONLY_FOLDER));
            }
            return this;
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    /**
     * The text of a file; if there is none, what the supplier gives is kept there from now on. Of several processes that do
     * this at once, all get the text of the first.
     *
     * @throws StartRefusedException {@code data_folder_unusable}
     */
    public String keep(String name, Supplier<String> fresh) {
        create();
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                write(file, fresh.get());
            }
            makePrivate(file);
            return Files.readString(file);
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    /** Writes beside and moves into place, so that a power cut leaves the whole file or none. */
    private void write(Path file, String text) throws IOException {
        Path draft =
                Files.createTempFile(folder, String.valueOf(file.getFileName()), ".tmp", attributes(OWNER_ONLY_FILE));
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            // Not a move: that would put the second of two processes over the first.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException anotherWasFaster) {
            // Then what it wrote holds.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void makePrivate(Path file) throws IOException {
        if (isPosix() && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY_FILE)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY_FILE);
        }
    }

    private FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return isPosix() ? new FileAttribute<?>[] {asFileAttribute(permissions)} : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private StartRefusedException unusable(IOException failed) {
        return new StartRefusedException(
                "data_folder_unusable",
                "Cannot keep data in " + folder + " (" + failed.getClass().getSimpleName()
                        + "). Make it a folder that this user may write to, or choose another with "
                        + Setting.DATA_DIR.flag() + ".");
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
