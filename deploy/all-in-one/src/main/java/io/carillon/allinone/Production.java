package io.carillon.allinone;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.util.List;
import java.util.Optional;

/** What must not be as it is for development when real users come. Each refusal says what, why, and the way out. */
final class Production {

    private static final List<Setting> FIRST_APP =
            List.of(Setting.APP_ID, Setting.APP_KEY, Setting.APP_SECRET, Setting.APP_TOKEN);

    private Production() {}

    /**
     * Looks at the settings alone, before anything is made.
     *
     * @throws StartRefusedException {@code insecure_refused}, {@code master_key_required}, {@code database_required}, {@code
     *     origins_open} or {@code host_unknown}
     */
    static void check(Settings settings) {
        checkNothingIsWaved(settings);
        checkMasterKey(settings);
        checkDatabase(settings);
        checkOrigins(settings);
    }

    private static void checkNothingIsWaved(Settings settings) {
        if (settings.isOn(Setting.INSECURE)) {
            throw new StartRefusedException(
                    "insecure_refused",
                    settings.origin(Setting.INSECURE).orElseThrow()
                            + " is set, which lets a network see secrets that were generated for development; 'serve' is for real"
                            + " users. Leave it out, or run 'dev'.");
        }
    }

    private static void checkMasterKey(Settings settings) {
        if (!settings.isSet(Setting.MASTER_KEY) && !settings.isSet(Setting.MASTER_KEY_FILE)) {
            throw new StartRefusedException(
                    "master_key_required",
                    "'serve' needs a master key that is not kept beside what it seals: whoever copied the data folder could read all"
                            + " secrets. Make one with 'openssl rand -base64 32', keep a copy of it elsewhere, and give it in "
                            + Setting.MASTER_KEY.environmentName() + ", or in a file with "
                            + Setting.MASTER_KEY_FILE.flag()
                            + ". If 'dev' has run in this data folder, the key is in its master.key: move that file out of the"
                            + " folder and name it.");
        }
    }

    private static void checkDatabase(Settings settings) {
        if (settings.isSet(Setting.REDIS_URL) && !settings.isSet(Setting.DATABASE_URL)) {
            throw new StartRefusedException(
                    "database_required",
                    settings.origin(Setting.REDIS_URL).orElseThrow()
                            + " makes this process one of several, and they share one database; the one in the data folder belongs to"
                            + " one process alone. Name a PostgreSQL with " + Setting.DATABASE_URL.flag() + " or "
                            + Setting.DATABASE_URL.environmentName() + ", or leave Redis out.");
        }
    }

    /** Apps that are made over the management API have their origins there, and are the business of whoever made them. */
    private static void checkOrigins(Settings settings) {
        Optional<String> named = FIRST_APP.stream()
                .flatMap(setting -> settings.origin(setting).stream())
                .findFirst();
        if (named.isPresent()
                && !settings.isSet(Setting.APP_ORIGINS)
                && !Exposure.isLoopback(settings.text(Setting.HOST))) {
            throw new StartRefusedException(
                    "origins_open",
                    named.get() + " names an app, and others can reach " + settings.text(Setting.HOST)
                            + ": pages of every origin could connect to it. Say of which in "
                            + Setting.APP_ORIGINS.environmentName()
                            + " (as in https://example.com,https://*.example.com, or * if all may), or leave the app out and make it"
                            + " over the management API.");
        }
    }
}
