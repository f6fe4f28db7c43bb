package io.carillon.process.settings;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Settings.Value;
import io.carillon.protocol.InvalidValueException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lays the four layers over each other: a flag beats the environment, which beats the file, which beats the default. */
public final class SettingsReader {

    private final Role role;
    private final Map<String, String> environment;

    /**
     * @param role what the process is; what is set for other roles alone is read past, since all share one file
     * @param environment as the process was given it
     */
    public SettingsReader(Role role, Map<String, String> environment) {
        this.role = role;
        this.environment = environment;
    }

    /**
     * Reads everything.
     *
     * @param flags what was typed, by setting
     * @throws StartRefusedException {@code setting_unknown}, {@code setting_invalid}, {@code config_missing}, {@code config_unreadable}
     */
    public Settings read(Map<Setting, String> flags) {
        var decided = new EnumMap<Setting, Value>(Setting.class);
        flags.forEach((setting, text) -> decided.put(setting, checked(setting, text, setting.flag())));
        readEnvironment().forEach(decided::putIfAbsent);
        readFile(decided.get(Setting.CONFIG)).forEach(decided::putIfAbsent);
        return new Settings(role, decided);
    }

    /**
     * What a program that starts another inside itself says, over the defaults: neither its environment nor a file in its working folder has a
     * say.
     *
     * @param words what is set, by the {@link Setting#word word} of the setting
     * @throws StartRefusedException {@code setting_unknown} or {@code setting_invalid}
     */
    public static Settings said(Role role, Map<String, String> words) {
        var decided = new EnumMap<Setting, Value>(Setting.class);
        // Sorted, so that the same words always get the same answer.
        new TreeMap<>(words).forEach((word, text) -> {
            Setting setting = Setting.ofWord(word)
                    .filter(known -> known.isFor(role))
                    .orElseThrow(() -> new StartRefusedException(
                            "setting_unknown",
                            "Unknown setting " + InvalidValueException.quote(word) + "."
                                    + Nearest.question(word, role, Setting::word) + " " + role.seeHelp()));
            decided.put(setting, checked(setting, text, "setting " + word));
        });
        return new Settings(role, decided);
    }

    private Map<Setting, Value> readEnvironment() {
        refuseStrangersInEnvironment();
        var found = new EnumMap<Setting, Value>(Setting.class);
        for (Setting setting : Setting.of(role)) {
            for (String name : setting.environmentNames()) {
                String text = environment.get(name);
                // Compose files and CI set a variable to nothing in order to leave it out.
                if (text != null && !text.isEmpty()) {
                    found.putIfAbsent(setting, checked(setting, text, name));
                }
            }
        }
        return found;
    }

    private void refuseStrangersInEnvironment() {
        var known =
                Arrays.stream(Setting.values()).map(Setting::environmentName).toList();
        // Sorted, so that the same environment always gets the same answer.
        for (String name : new TreeMap<>(environment).keySet()) {
            if (Setting.isOurs(name) && !known.contains(name) && !ClientNames.ALL.contains(name)) {
                throw new StartRefusedException(
                        "setting_unknown",
                        "Unknown setting " + name + " in the environment."
                                + Nearest.question(name, role, Setting::environmentName) + " " + role.seeHelp());
            }
        }
    }

    private Map<Setting, Value> readFile(@Nullable Value asked) {
        Path file = Path.of(asked == null ? Setting.CONFIG.fallback(role) : asked.text());
        var found = new EnumMap<Setting, Value>(Setting.class);
        FlatYaml.read(file, asked != null).forEach((word, text) -> {
            Setting setting = Setting.ofWord(word).orElseThrow(() -> unknownInFile(word, file));
            if (setting == Setting.CONFIG) {
                throw new StartRefusedException(
                        "setting_invalid",
                        file + " names another file. Take 'config' out of it, and name the other one instead.");
            }
            if (setting.isFor(role)) {
                found.put(setting, checked(setting, text, word + " in " + file));
            }
        });
        return found;
    }

    private StartRefusedException unknownInFile(String word, Path file) {
        return new StartRefusedException(
                "setting_unknown",
                "Unknown setting " + InvalidValueException.quote(word) + " in " + file + "."
                        + Nearest.question(word, role, Setting::word) + " " + role.seeHelp());
    }

    private static Value checked(Setting setting, String text, String origin) {
        setting.kind().complaint(text).ifPresent(complaint -> {
            throw new StartRefusedException(
                    "setting_invalid", origin + " " + complaint + ", not " + InvalidValueException.quote(text) + ".");
        });
        return new Value(text, origin);
    }
}
