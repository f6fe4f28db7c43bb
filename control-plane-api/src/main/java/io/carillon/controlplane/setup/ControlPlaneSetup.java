package io.carillon.controlplane.setup;

import io.carillon.controlplane.app.DemoApp;
import io.carillon.controlplane.app.FirstApp;
import io.carillon.controlplane.app.FirstAppWish;
import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.Migrations;
import io.carillon.process.data.DataFolder;
import io.carillon.process.data.SecretSetting;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the control plane in a process is given. */
public final class ControlPlaneSetup {

    private static final SecretSetting PASSWORD = new SecretSetting(
            Setting.DATABASE_PASSWORD,
            Setting.DATABASE_PASSWORD_FILE,
            "password of the database",
            "database_settings_invalid");

    private static final Pattern PUBLIC_URL = Pattern.compile("https?://[^/?#@\\s]+(/[^?#\\s]*)?");

    private final DatabaseSettings database;
    private final FirstAppWish wish;
    private final @Nullable FirstAppFile file;
    private final String publicUrl;

    private ControlPlaneSetup(
            DatabaseSettings database, FirstAppWish wish, @Nullable FirstAppFile file, String publicUrl) {
        this.database = database;
        this.wish = wish;
        this.file = file;
        this.publicUrl = publicUrl;
    }

    /**
     * Reads the settings.
     *
     * @param demo whether there may be an app to try things with
     * @throws StartRefusedException {@code database_settings_invalid}, {@code data_folder_unusable}, {@code first_app_damaged} or
     *     {@code setting_invalid}
     */
    public static ControlPlaneSetup of(Settings settings, DemoApp demo) {
        var file = new FirstAppFile(DataFolder.of(settings));
        return new ControlPlaneSetup(
                database(settings), wish(settings, demo, file.read().orElse(null)), file, publicUrl(settings));
    }

    /**
     * Over a database that is said, without a look into the data folder.
     *
     * @throws StartRefusedException {@code setting_invalid}
     */
    public static ControlPlaneSetup over(DatabaseSettings database, Settings settings, DemoApp demo) {
        return new ControlPlaneSetup(database, wish(settings, demo, null), null, publicUrl(settings));
    }

    private static String publicUrl(Settings settings) {
        String url = settings.text(Setting.PUBLIC_URL);
        if (!url.isEmpty() && !PUBLIC_URL.matcher(url).matches()) {
            throw new StartRefusedException(
                    "setting_invalid",
                    settings.origin(Setting.PUBLIC_URL).orElseThrow()
                            + " must be the address at which people reach the platform, as https://carillon.example.com");
        }
        return url;
    }

    static DatabaseSettings database(Settings settings) {
        String url = settings.text(Setting.DATABASE_URL);
        Optional<Secret> password = PASSWORD.in(settings);
        if (url.isEmpty()) {
            if (password.isPresent() || settings.isSet(Setting.DATABASE_USER)) {
                throw new StartRefusedException(
                        "database_settings_invalid",
                        "A user or password of a database is set, but no database is named. Set "
                                + Setting.DATABASE_URL.flag() + " as well, or leave them out.");
            }
            DataFolder folder = DataFolder.of(settings).create();
            return DatabaseSettings.embedded(folder.file(""));
        }
        try {
            return DatabaseSettings.postgresql(url, settings.text(Setting.DATABASE_USER), password.orElse(null));
        } catch (InvalidValueException invalid) {
            throw new StartRefusedException(
                    "database_settings_invalid",
                    settings.origin(Setting.DATABASE_URL).orElseThrow() + ": " + invalid.getMessage());
        }
    }

    private static FirstAppWish wish(Settings settings, DemoApp demo, @Nullable FirstApp moved) {
        return new FirstAppWish(
                demo,
                said(settings, Setting.APP_ID, AppId::of),
                said(settings, Setting.APP_KEY, AppKey::of),
                said(settings, Setting.APP_SECRET, Secret::of),
                said(settings, Setting.APP_TOKEN, Secret::of),
                said(settings, Setting.APP_ORIGINS, FirstAppWish::origins),
                settings.isSet(Setting.ACTIVITY_TIMEOUT)
                        ? Integer.valueOf((int)
                                settings.duration(Setting.ACTIVITY_TIMEOUT).toSeconds())
                        : null,
                number(settings, Setting.CLIENT_EVENTS_PER_SECOND),
                number(settings, Setting.MEMBERS_PER_CHANNEL),
                moved);
    }

    private static <T> @Nullable T said(Settings settings, Setting setting, Function<String, T> parse) {
        if (!settings.isSet(setting)) {
            return null;
        }
        try {
            return parse.apply(settings.text(setting));
        } catch (InvalidValueException invalid) {
            throw new StartRefusedException(
                    "setting_invalid", settings.origin(setting).orElseThrow() + ": " + invalid.getMessage());
        }
    }

    private static @Nullable Integer number(Settings settings, Setting setting) {
        return settings.isSet(setting) ? Integer.valueOf(settings.number(setting)) : null;
    }

    /**
     * Makes the database ready; before the process is put together.
     *
     * @throws StartRefusedException {@code database_...}
     */
    public void prepare() {
        Migrations.run(database);
    }

    /** The properties of the framework that switch the control plane on. */
    public Map<String, Object> modules() {
        var modules = new HashMap<String, Object>(database.properties());
        modules.put("carillon.control-plane.enabled", true);
        modules.put("carillon.control-plane.public-url", publicUrl);
        // A field that is not known is a mistake of whoever sent it, and is told so.
        modules.put("micronaut.serde.deserialization.ignore-unknown", false);
        modules.put("micronaut.serde.serialization.inclusion", "ALWAYS");
        return modules;
    }

    /** What its parts are to find besides backplane and vault. */
    public List<Object> beans() {
        return List.of(wish);
    }

    /** The database, for those who must know which it is. */
    public DatabaseSettings database() {
        return database;
    }

    /** Called once the process has started, and the first app is in the database. */
    public void started() {
        if (file != null) {
            file.discard();
        }
    }
}
