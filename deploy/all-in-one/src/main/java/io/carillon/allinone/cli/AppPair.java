package io.carillon.allinone.cli;

import io.carillon.backplane.KeyPair;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key and secret of an app with which something is signed on this machine. */
final class AppPair {

    private static final String KEY = "APP_KEY";
    private static final String SECRET = "APP_SECRET";

    @Option(names = "--app-key", paramLabel = "KEY", description = "Key of the app; also CARILLON_APP_KEY.")
    private @Nullable String key;

    @Option(
            names = "--app-secret",
            paramLabel = "SECRET",
            description = "Secret of the key; better in CARILLON_APP_SECRET.")
    private @Nullable String secret;

    /**
     * The pair that is given.
     *
     * @throws CommandFailedException {@code app_key_missing} if none is
     * @throws InvalidValueException {@code app_key_invalid} or {@code secret_invalid}
     */
    KeyPair needed(Session session) {
        KeyPair pair = given(session);
        if (pair == null) {
            throw CommandFailedException.refused(
                    "app_key_missing",
                    "Nothing can be signed without key and secret of an app. Give them in CARILLON_APP_KEY and"
                            + " CARILLON_APP_SECRET; 'carillon keys reveal' prints them.");
        }
        return pair;
    }

    /** The same; null if either is missing. */
    @Nullable
    KeyPair given(Session session) {
        String name = or(key, session, KEY);
        String text = or(secret, session, SECRET);
        return name == null || text == null ? null : new KeyPair(AppKey.of(name), Secret.of(text));
    }

    private static @Nullable String or(@Nullable String flag, Session session, String setting) {
        if (flag != null) {
            return flag;
        }
        String ours = session.environment().getOrDefault("CARILLON_" + setting, "");
        String pushers = session.environment().getOrDefault("PUSHER_" + setting, "");
        String found = ours.isEmpty() ? pushers : ours;
        return found.isEmpty() ? null : found;
    }
}
