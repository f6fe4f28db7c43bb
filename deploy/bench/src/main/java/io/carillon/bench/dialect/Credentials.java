package io.carillon.bench.dialect;

import java.util.regex.Pattern;

/**
 * The app a server knows us by. Its id and key hold nothing that a URL would have to escape, as those of every Pusher server
 * do.
 */
public record Credentials(String appId, String key, String secret) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]+");

    /** @throws IllegalArgumentException if an id or key would have to be escaped, or the secret is empty */
    public Credentials {
        requirePlain("app id", appId);
        requirePlain("key", key);
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("The app's secret is empty; give it with --secret.");
        }
    }

    private static void requirePlain(String what, String value) {
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException("The " + what + " '" + value
                    + "' is not made of letters, digits and . _ ~ - alone; check what the server printed.");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Credentials[appId=" + appId + ", key=" + key + "]";
    }
}
