package io.carillon.controlplane.app;

import io.carillon.protocol.signature.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** The texts of server tokens. */
final class TokenTexts {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenTexts() {}

    /** A new one that nobody can guess: {@code car_} and 256 random bits. */
    static Secret fresh() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Secret.of("car_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
