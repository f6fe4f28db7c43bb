package io.carillon.process.settings;

import io.carillon.process.refusal.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a YAML file of words and texts. Words may stand together in a block: {@code url} below {@code redis:} is {@code
 * redis-url}. A block holds no block.
 */
public final class FlatYaml {

    private FlatYaml() {}

    /**
     * What stands in the file, in its order.
     *
     * @param required false if it is no error that the file does not exist
     * @throws StartRefusedException {@code config_missing} or {@code config_unreadable}; the message repeats nothing of
     *     the content, which may be secret
     */
    public static Map<String, String> read(Path file, boolean required) {
        if (!Files.exists(file)) {
            if (required) {
                throw new StartRefusedException(
                        "config_missing",
                        "There is no file " + file + ". Create it, or leave " + Setting.CONFIG.flag() + " out.");
            }
            return Map.of();
        }
        try {
            return flat(file, yaml().load(Files.readString(file)));
        } catch (IOException unreadable) {
            throw new StartRefusedException(
                    "config_unreadable",
                    "Cannot read " + file + " (" + unreadable.getClass().getSimpleName()
                            + "). Check that it is a text file in UTF-8 which this user may read.");
        } catch (MarkedYAMLException broken) {
            String line = broken.getProblemMark() == null
                    ? ""
                    : " in line " + (broken.getProblemMark().getLine() + 1);
            throw unreadable(file, "it is not YAML" + line);
        } catch (YAMLException broken) {
            throw unreadable(file, "it is not YAML");
        }
    }

    private static Map<String, String> flat(Path file, Object content) {
        var entries = new LinkedHashMap<String, String>();
        if (content == null) {
            return entries;
        }
        if (!(content instanceof Map<?, ?> map)) {
            throw unreadable(file, "it holds no settings");
        }
        map.forEach((word, value) -> {
            if (value instanceof Map<?, ?> block) {
                block.forEach((inner, text) -> {
                    if (text instanceof Map) {
                        throw unreadable(file, "the block " + inner + " stands in the block " + word);
                    }
                    put(file, entries, word + "-" + inner, text);
                });
            } else {
                put(file, entries, String.valueOf(word), value);
            }
        });
        return entries;
    }

    private static void put(Path file, Map<String, String> entries, String word, Object value) {
        if (value instanceof Iterable) {
            throw unreadable(file, word + " holds more than one value");
        }
        if (entries.put(word, value == null ? "" : String.valueOf(value)) != null) {
            throw unreadable(file, word + " stands in it twice, once in a block and once by itself");
        }
    }

    private static StartRefusedException unreadable(Path file, String why) {
        return new StartRefusedException(
                "config_unreadable",
                "Cannot use " + file + ": " + why + ". Write one setting a line, as in 'port: 6001'.");
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(
                new SafeConstructor(options),
                new Representer(new DumperOptions()),
                new DumperOptions(),
                options,
                new TextResolver());
    }

    /** Leaves every value the text that was written: an app id of 0123 is no octal number, a key of 12e5 no fraction. */
    private static final class TextResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None.
        }
    }
}
