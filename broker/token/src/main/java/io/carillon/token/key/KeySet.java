package io.carillon.token.key;

import io.carillon.protocol.InvalidValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer has at one time.
 *
 * @param keys in the issuer's order; at most {@link #MAX_KEYS}
 */
public record KeySet(List<IssuerKey> keys) {

    /** How many keys an issuer may have. */
    public static final int MAX_KEYS = 100;

    /** @throws InvalidValueException {@code issuer_keys_invalid} if there is none, or there are too many */
    public KeySet {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new InvalidValueException(
                    "issuer_keys_invalid",
                    keys.isEmpty()
                            ? "There is no public key for signatures among the keys: give an RSA, EC or Ed25519 key."
                            : "An issuer may have at most " + MAX_KEYS + " keys, not " + keys.size() + ".");
        }
    }

    /**
     * Reads keys that were written down: a JWK Set, one JWK, or one or more public keys or certificates in PEM.
     *
     * @throws InvalidValueException {@code issuer_keys_invalid}
     */
    public static KeySet of(String text) {
        return text.contains("-----BEGIN ") ? PemKeys.read(text) : JwkKeys.read(text);
    }

    /** Whether there is a key of this name. */
    public boolean has(String id) {
        return find(id) != null;
    }

    /** The key of this name; null if there is none. Of two of one name, the first that can be used. */
    public @Nullable IssuerKey find(String id) {
        IssuerKey found = null;
        for (IssuerKey key : keys) {
            if (id.equals(key.id()) && (found == null || found.fault() != null)) {
                found = key;
            }
        }
        return found;
    }

    /** The one key that a token without a key's name can mean: null if none or several could have signed it. */
    public @Nullable IssuerKey only(TokenAlgorithm algorithm) {
        if (keys.size() == 1) {
            return keys.get(0);
        }
        List<IssuerKey> possible =
                keys.stream().filter(k -> k.algorithms().contains(algorithm)).toList();
        return possible.size() == 1 ? possible.get(0) : null;
    }
}
