package io.carillon.process.data;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.protocol.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A secret that is set as it is, or by the name of a file that holds it.
 *
 * @param what it is, as in {@code password of Redis}
 * @param code of the refusals
 */
public record SecretSetting(Setting written, Setting file, String what, String code) {

    /**
     * The secret; empty if neither is set.
     *
     * @throws StartRefusedException if both are set, or if the file cannot be read or is empty
     */
    public Optional<Secret> in(Settings settings) {
        String text = settings.text(written);
        String name = settings.text(file);
        if (!text.isEmpty() && !name.isEmpty()) {
            throw refused("The " + what + " is set twice, by " + written.flag() + " and by " + file.flag()
                    + ". Leave one out.");
        }
        if (!name.isEmpty()) {
            return Optional.of(read(Path.of(name)));
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    }

    private Secret read(Path path) {
        String text;
        try {
            text = Files.readString(path).strip();
        } catch (IOException unreadable) {
            throw refused("The file " + path + " of " + file.flag() + " cannot be read ("
                    + unreadable.getClass().getSimpleName()
                    + "). Make it a text file which this user may read, with the " + what + " and nothing else.");
        }
        if (text.isEmpty()) {
            throw refused("The file " + path + " of " + file.flag() + " is empty. Write the " + what + " into it.");
        }
        return Secret.of(text);
    }

    private StartRefusedException refused(String sentences) {
        return new StartRefusedException(code, sentences);
    }
}
