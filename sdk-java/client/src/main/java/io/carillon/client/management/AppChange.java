package io.carillon.client.management;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of an app; what is not named stays.
 *
 * <pre>{@code
 * App app = carillon.apps().get("1000");
 * carillon.apps().change("1000", AppChange.settings(Settings.none().with(Limit.EVENT_BYTES, 20_000)).onlyIf(app.version()));
 * }</pre>
 *
 * @param name null leaves it
 * @param enabled null leaves it
 * @param settings those that are to be changed
 * @param version the app is changed only if this is its version; null changes it in any case
 */
public record AppChange(
        @Nullable String name,
        @Nullable Boolean enabled,
        Settings settings,
        @Nullable Long version) {

    /** These settings, and no others. */
    public static AppChange settings(Settings changed) {
        return new AppChange(null, null, changed, null);
    }

    /** Another name. */
    public static AppChange rename(String name) {
        return new AppChange(name, null, Settings.none(), null);
    }

    /** Whether it takes connections and requests. */
    public static AppChange enabled(boolean on) {
        return new AppChange(null, on, Settings.none(), null);
    }

    /** The same and another name. */
    public AppChange withName(String other) {
        return new AppChange(other, enabled, settings, version);
    }

    /** The same, on or off. */
    public AppChange withEnabled(boolean on) {
        return new AppChange(name, on, settings, version);
    }

    /** The same with these settings. */
    public AppChange withSettings(Settings changed) {
        return new AppChange(name, enabled, changed, version);
    }

    /** The same, but refused with {@code version_conflict} if somebody else has changed the app since it had this version. */
    public AppChange onlyIf(long seen) {
        return new AppChange(name, enabled, settings, seen);
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        if (name != null) {
            fields.put("name", name);
        }
        if (enabled != null) {
            fields.put("enabled", enabled);
        }
        if (!settings.isEmpty()) {
            fields.put("settings", settings.fields());
        }
        return fields;
    }
}
