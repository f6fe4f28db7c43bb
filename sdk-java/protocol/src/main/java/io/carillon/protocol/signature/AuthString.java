package io.carillon.protocol.signature;

import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;

/**
 * The {@code auth} of a subscription or sign-in: {@code KEY:SIGNATURE}.
 *
 * @param key whose secret signed
 * @param signature the hex digits as sent
 */
public record AuthString(AppKey key, String signature) {

    /** @throws InvalidValueException {@code auth_invalid} or {@code app_key_invalid} */
    public static AuthString of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new InvalidValueException(
                    "auth_invalid", "Auth must be YOUR_APP_KEY:SIGNATURE, with a colon between.");
        }
        return new AuthString(AppKey.of(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** As it travels. */
    public String value() {
        return key + ":" + signature;
    }

    @Override
    public String toString() {
        return "AuthString[" + key + "]";
    }
}
