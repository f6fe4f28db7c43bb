package io.carillon.backplane;

import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every node knows of an app.
 *
 * @param keys its active key pairs, the oldest first; may be empty
 * @param enabled false if the app is switched off: connections and requests are refused
 */
public record App(
        AppId id,
        String name,
        boolean enabled,
        List<KeyPair> keys,
        List<ServerToken> tokens,
        AppLimits limits,
        AppOptions options) {

    public App {
        keys = List.copyOf(keys);
        tokens = List.copyOf(tokens);
    }

    /** The secret that signs for a key of this app; null if the key is not, or no longer, one of them. */
    public @Nullable Secret secretOf(AppKey key) {
        for (KeyPair pair : keys) {
            if (pair.key().equals(key)) {
                return pair.secret();
            }
        }
        return null;
    }
}
