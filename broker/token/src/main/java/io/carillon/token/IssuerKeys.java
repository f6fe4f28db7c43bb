package io.carillon.token;

import io.carillon.protocol.InvalidValueException;
import io.carillon.token.key.JwksUrl;
import io.carillon.token.key.KeySet;

/** Where the keys of an issuer are. */
public sealed interface IssuerKeys {

    /** Keys that were written down when the issuer was registered. Equal if their text is. */
    final class Pinned implements IssuerKeys {

        private final String text;
        private final KeySet keys;

        private Pinned(String text, KeySet keys) {
            this.text = text;
            this.keys = keys;
        }

        /** The keys as they were written down: JSON or PEM, public halves alone. */
        public String text() {
            return text;
        }

        KeySet keys() {
            return keys;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pinned pinned && text.equals(pinned.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return "Pinned[" + keys.keys().size() + " keys]";
        }
    }

    /** Keys that the issuer publishes, and changes when it likes. */
    record Published(JwksUrl url) implements IssuerKeys {}

    /**
     * A JWK Set, one JWK, or public keys or certificates in PEM.
     *
     * @throws InvalidValueException {@code issuer_keys_invalid}, also if one of them is too weak to be believed
     */
    static IssuerKeys pinned(String text) {
        KeySet keys = KeySet.of(text);
        keys.keys().stream().filter(key -> key.fault() != null).findFirst().ifPresent(key -> {
            throw new InvalidValueException(
                    "issuer_keys_invalid", "One of the keys cannot be used: it " + key.fault() + ".");
        });
        return new Pinned(text, keys);
    }

    /**
     * The URL of a JWK Set.
     *
     * @throws InvalidValueException {@code issuer_url_invalid}
     */
    static IssuerKeys published(String url) {
        return new Published(JwksUrl.of(url));
    }
}
