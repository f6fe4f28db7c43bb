package io.carillon.controlplane.app;

import io.carillon.protocol.InvalidValueException;
import java.util.regex.Pattern;

/** An origin of web pages that may connect, as {@code https://example.com}, {@code http://localhost:3000} or {@code https://*.example.com}. */
final class AllowedOrigin {

    private static final Pattern FORM = Pattern.compile(
            "(?:https?|capacitor|ionic)://(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::[0-9]{1,5})?");

    private AllowedOrigin() {}

    /** @throws InvalidValueException {@code allowed_origin_invalid} */
    static void check(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValueException(
                    "allowed_origin_invalid",
                    "Invalid allowed origin " + InvalidValueException.quote(text)
                            + ": write scheme and host, as in https://example.com or https://*.example.com, with a port if it is not"
                            + " the usual one, and no path.");
        }
    }
}
