package io.carillon.token.key;

import io.carillon.protocol.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where an issuer publishes its keys: https, or http for this machine alone.
 *
 * @param uri absolute, with a host, without user info and fragment
 */
public record JwksUrl(URI uri) {

    private static final int MAX_LENGTH = 500;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws InvalidValueException {@code issuer_url_invalid} */
    public JwksUrl {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.isOpaque() || uri.toString().length() > MAX_LENGTH) {
            throw invalid(uri.toString(), "write it whole, as https://issuer.example/.well-known/jwks.json");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw invalid(uri.getHost(), "leave out user, password and fragment");
        }
        boolean plain = scheme.equals("http") && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
        if (!scheme.equals("https") && !plain) {
            // Whoever can change an answer on its way could sign for everybody.
            throw invalid(uri.toString(), "use https");
        }
    }

    /**
     * Reads a URL.
     *
     * @throws InvalidValueException {@code issuer_url_invalid}
     */
    public static JwksUrl of(String text) {
        try {
            return new JwksUrl(new URI(text));
        } catch (URISyntaxException e) {
            throw invalid(text, "it is no URL");
        }
    }

    private static InvalidValueException invalid(String text, String why) {
        return new InvalidValueException(
                "issuer_url_invalid",
                "Invalid URL of a key set " + InvalidValueException.quote(text) + ": " + why + ".");
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
