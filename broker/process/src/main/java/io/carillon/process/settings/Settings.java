package io.carillon.process.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What was decided for every setting, and by whom. Prints no value: some are secrets. */
public final class Settings {

    private final Role role;
    private final Map<Setting, Value> values;

    /**
     * The text of a setting that somebody set.
     *
     * @param origin where it was set, in the words of whoever set it: {@code --port}, {@code CARILLON_PORT}, {@code port in carillon.yml}
     */
    record Value(String text, String origin) {}

    Settings(Role role, Map<Setting, Value> values) {
        this.role = role;
        this.values = new EnumMap<>(values);
    }

    /** What the process is that they are for. */
    public Role role() {
        return role;
    }

    /** Whether somebody set it. */
    public boolean isSet(Setting setting) {
        return values.containsKey(setting);
    }

    /** The text; empty if nobody set it and there is no default. */
    public String text(Setting setting) {
        Value value = values.get(setting);
        return value == null ? setting.fallback(role) : value.text();
    }

    public boolean isOn(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    public int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    public Path path(Setting setting) {
        return Path.of(text(setting));
    }

    public Duration duration(Setting setting) {
        return Kind.duration(text(setting));
    }

    /** Where it was set; empty if the default holds. */
    public Optional<String> origin(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(Value::origin);
    }

    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
